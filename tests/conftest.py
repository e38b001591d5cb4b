"""What holds for every test: Hypothesis sets no time limit, since machines are busy.

And coverage is not measured of tests marked `unmeasured`: where little but Python runs, counting
its lines takes longer than running them.
"""

import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("rtts", deadline=None)
settings.load_profile("rtts")

TELLS_CHILDREN = "COVERAGE_PROCESS_CONFIG"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Take the tracer away from an `unmeasured` test, and from the processes that it starts."""
    if item.get_closest_marker("unmeasured") is None:
        return (yield)
    tracer, told = sys.gettrace(), os.environ.pop(TELLS_CHILDREN, None)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        if told is not None:
            os.environ[TELLS_CHILDREN] = told
