"""A random sample of facts with their sentences, to be judged by hand: judge.py under its other name.

Beside it, scripts of this folder that want the standard library's module `inspect` find this file; it gives them that.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from sysconfig import get_path

if __name__ == "__main__":
    from judge import main

    main()
else:
    spec = spec_from_file_location(__name__, Path(get_path("stdlib"), "inspect.py"))
    assert spec is not None
    assert spec.loader is not None
    sys.modules[__name__] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[__name__])
