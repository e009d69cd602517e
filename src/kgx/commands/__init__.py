"""The commands of `kgx`, a module each. `kgx.cli` lists them.

Modules import what takes long (spaCy, networkx, pySHACL) within the command, so that `kgx --help` answers at once.
"""
