"""Children: their output, and their end."""

import os
import signal
import subprocess
import sys

import pytest

from newsroom.bootstrap.processes import Finished, run_captured, stop, uninterrupted

STUBBORN = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"


def test_returns_status_and_all_output():
    done = run_captured([sys.executable, "-c", "import sys; print('out'); sys.exit('err')"])
    assert (done.status, done.is_ok) == (1, False)
    assert sorted(done.output.split()) == ["err", "out"]


def test_shows_each_line_as_it_comes():
    seen = []
    run_captured([sys.executable, "-c", "print('أ'); print('b')"], on_line=seen.append)
    assert seen == ["أ", "b"]


def test_ends_the_child_if_interrupted():
    children = []

    def interrupt(line):
        children.append(int(line))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_captured(
            [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"],
            on_line=interrupt,
        )
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)


def test_stops_by_force_what_does_not_obey():
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        stop(child, signal.SIGINT, grace=0.1)
        assert child.returncode == -signal.SIGKILL


def test_leaves_alone_what_has_ended():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        stop(child, signal.SIGINT)
        assert child.returncode == 0


def test_a_clean_up_is_not_interrupted():
    before = signal.getsignal(signal.SIGINT)
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("output", "last"), [("a\n\n b \n\n", "b"), ("", "exit status 3")], ids=["blank lines after it", "silent"]
)
def test_the_last_line_is_the_reason(output, last):
    assert Finished(3, output).last_line == last
