"""`python -m kgx` is `kgx`."""

from kgx.cli import main

main(prog_name="kgx")
