"""How long is too long."""

from rtts.session.silence import Silence


def test_who_is_silent_is_told_once_then_it_is_too_long() -> None:
    """The notice comes 30 s before the end, however often it is asked for."""
    silence = Silence(100.0, now=0.0)
    assert silence.due_at == 70.0
    assert silence.notice(69.9) is None
    assert silence.notice(75.4) == 25
    assert silence.notice(80.0) is None
    assert silence.due_at == 100.0
    assert [silence.too_long(at) for at in (99.9, 100.0)] == [False, True]


def test_who_speaks_again_is_told_again() -> None:
    """A message ends the silence; the next one has its own notice."""
    silence = Silence(100.0, now=0.0)
    assert silence.notice(80.0) == 20
    silence.end(90.0)
    assert (silence.due_at, silence.notice(120.0), silence.notice(160.0)) == (160.0, None, 30)


def test_speech_puts_the_end_off_and_never_nearer() -> None:
    """What is spoken is no silence, and a report that comes late takes nothing back."""
    silence = Silence(100.0, now=0.0)
    silence.put_off(50.0)
    silence.put_off(20.0)
    assert silence.due_at == 120.0


def test_a_short_timeout_is_told_of_at_once() -> None:
    """Where the whole time is shorter than the notice, the notice is what is left of it."""
    silence = Silence(10.0, now=0.0)
    assert silence.due_at <= 0.0
    assert silence.notice(0.0) == 10
    assert silence.due_at == 10.0
