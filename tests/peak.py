"""Runs a command and prints how much memory the largest of its processes held: `python tests/peak.py COMMAND...`"""

import ctypes
import os
import resource
import subprocess
import sys

if __name__ == "__main__":
    # Processes that outlive their parent become children of this one, so that none is missed (prctl(2), Linux)
    PR_SET_CHILD_SUBREAPER = 36
    assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    done = subprocess.run(sys.argv[1:], stdout=sys.stderr, check=False)
    try:
        while os.wait():
            pass
    except ChildProcessError:
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
    sys.exit(done.returncode)
