"""Positions of the nodes of a graph: ForceAtlas2 with the repulsion computed on a grid.

The forces and the adaptive speed are those of Jacomy et al., "ForceAtlas2, a Continuous Graph Layout Algorithm for Handy
Network Visualization" (PLoS ONE 9(6), 2014). Repulsion between all pairs is a convolution of the masses with 1/distance,
so a Fourier transform gives it in O(nodes + cells log cells), as in FIt-SNE (Linderman et al., Nature Methods 16, 2019).
"""

import math
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.floating[Any]]
_Ints = npt.NDArray[np.int64]

_GRID = 128  # cells a side
_ROUNDS = 200
_REPULSION = 10.0
_GRAVITY = 0.4  # grows with the distance (“strong”), so that what has no edges stays near
_SPACING = 40.0  # between neighbours, about, in the units of node sizes


def positions(count: int, edges: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """A place in the plane for each of `count` nodes, whose edges are pairs of their indices.

    Starts from a sunflower spiral, not from random numbers: the same graph gives the same places.
    """
    if count == 0:
        return []
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    mass = 1.0 + np.bincount(ends.ravel(), minlength=count)
    turn = np.arange(count) * (math.pi * (3 - math.sqrt(5)))
    radius = np.sqrt(_REPULSION * (np.arange(count) + 0.5))
    place = np.array([radius * np.cos(turn), radius * np.sin(turn)], dtype=np.float64)
    speed, last = 1.0, np.zeros_like(place)
    for _ in range(_ROUNDS):
        force = _repulsion(place, mass) - _GRAVITY * mass * place
        force += _attraction(place, *ends)
        swing = mass * np.hypot(*(force - last))
        traction = float((mass * np.hypot(*(force + last))).sum()) / 2
        speed = min(traction / (1e-9 + float(swing.sum())), speed * 1.5)
        place += force * (speed / (1 + speed * np.sqrt(swing)))
        last = force
    place -= place.mean(axis=1, keepdims=True)
    scale = _SPACING * math.sqrt(count) / 2 / (1e-9 + math.sqrt(float((place**2).sum()) / count))
    return [(x, y) for x, y in (place * scale).round(1).T.tolist()]


def _attraction(place: _Floats, source: _Ints, target: _Ints) -> _Floats:
    """Every edge draws its ends together by its length."""
    pull = place[:, target] - place[:, source]
    count = place.shape[1]
    return np.array([np.bincount(source, p, count) - np.bincount(target, p, count) for p in pull])


def _repulsion(place: _Floats, mass: _Floats) -> _Floats:
    """Every node drives every other away by the product of their masses over the distance."""
    low = place.min(axis=1, keepdims=True)
    cell = float((place.max(axis=1, keepdims=True) - low).max()) / (_GRID - 2) + 1e-9
    at = (place - low) / cell
    corner = at.astype(np.int64)
    part = at - corner
    flat = corner[0] * _GRID + corner[1]
    steps = (0, 1, _GRID, _GRID + 1)
    shares = [(1 - part[0]) * (1 - part[1]), (1 - part[0]) * part[1], part[0] * (1 - part[1]), part[0] * part[1]]
    grid = sum(np.bincount(flat + step, mass * share, _GRID**2) for step, share in zip(steps, shares, strict=True))
    spectrum = np.fft.rfft2(np.asarray(grid).reshape(_GRID, _GRID), (2 * _GRID, 2 * _GRID))
    field = np.fft.irfft2(_kernel() * spectrum)[:, :_GRID, :_GRID].reshape(2, -1)
    felt = sum(field[:, flat + step] * share for step, share in zip(steps, shares, strict=True))
    return np.asarray(_REPULSION / cell * mass * felt)


@cache
def _kernel() -> npt.NDArray[np.complex128]:
    """Spectrum of the force of one cell on the others, twice as wide as the grid so that it does not wrap around."""
    side = np.fft.fftfreq(2 * _GRID, 1 / (2 * _GRID))
    away = np.array(np.meshgrid(side, side, indexing="ij"))
    return np.fft.rfft2(away / np.maximum((away**2).sum(axis=0), 1))
