"""What holds for every test: Hypothesis sets no time limit, since machines are busy."""

from hypothesis import settings

settings.register_profile("rtts", deadline=None)
settings.load_profile("rtts")
