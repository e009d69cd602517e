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
_Points = npt.NDArray[np.complex128]  # x + iy: half the steps of two rows of numbers

_GRID = 128  # cells a side
_ROUNDS = (200, 64)  # of a small and of a large graph
_WORK = 8_000_000  # nodes and edges times rounds, above which there are fewer of these
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
    degree = np.bincount(ends.ravel(), minlength=count)
    mass = 1.0 + degree
    neighbours, tied, starts = _ties(ends, degree)
    turn = np.arange(count) * (math.pi * (3 - math.sqrt(5)))
    place: _Points = np.sqrt(_REPULSION * (np.arange(count) + 0.5)) * np.exp(1j * turn)
    speed, last = 1.0, np.zeros_like(place)
    most, least = _ROUNDS
    for _ in range(min(most, max(least, _WORK // (count + len(edges))))):
        force = _repulsion(place, mass) - (_GRAVITY * mass + degree) * place
        if neighbours.size:  # every edge draws its ends together by its length
            force[tied] += np.add.reduceat(place[neighbours], starts)
        swing = mass * abs(force - last)
        traction = float((mass * abs(force + last)).sum()) / 2
        speed = min(traction / (1e-9 + float(swing.sum())), speed * 1.5)
        place += force * (speed / (1 + speed * np.sqrt(swing)))
        last = force
    place -= place.mean()
    scale = _SPACING * math.sqrt(count) / 2 / (1e-9 + math.sqrt(float((abs(place) ** 2).sum()) / count))
    return list(zip((place.real * scale).round(1).tolist(), (place.imag * scale).round(1).tolist(), strict=True))


def _ties(ends: _Ints, degree: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """The neighbours of all nodes one after another, the nodes that have any, and where those of each begin."""
    source, target = np.concatenate([ends, ends[::-1]], axis=1)
    tied = np.flatnonzero(degree)
    starts = np.cumsum(degree[tied]) - degree[tied]
    return target[np.argsort(source, kind="stable")], tied, starts


def _repulsion(place: _Points, mass: _Floats) -> _Points:
    """Every node drives every other away by the product of their masses over the distance."""
    x, y = place.real, place.imag
    cell = float(max(np.ptp(x), np.ptp(y))) / (_GRID - 2) + 1e-9
    x, y = (x - x.min()) / cell, (y - y.min()) / cell
    left, low = x.astype(np.int64), y.astype(np.int64)
    right_share, high_share = x - left, y - low
    flat = left * _GRID + low
    corners = (
        (flat, (1 - right_share) * (1 - high_share)),
        (flat + 1, (1 - right_share) * high_share),
        (flat + _GRID, right_share * (1 - high_share)),
        (flat + _GRID + 1, right_share * high_share),
    )
    grid = np.bincount(corners[0][0], mass * corners[0][1], _GRID**2)
    for at, share in corners[1:]:
        grid += np.bincount(at, mass * share, _GRID**2)
    spectrum = np.fft.rfft2(grid.reshape(_GRID, _GRID), (2 * _GRID, 2 * _GRID))
    pushes = np.fft.irfft2(_kernel() * spectrum)[:, :_GRID, :_GRID].reshape(2, -1)
    field = pushes[0] + 1j * pushes[1]
    felt = field[corners[0][0]] * corners[0][1]
    for at, share in corners[1:]:
        felt += field[at] * share
    return np.asarray(_REPULSION / cell * mass * felt)


@cache
def _kernel() -> npt.NDArray[np.complex128]:
    """Spectrum of the force of one cell on the others, twice as wide as the grid so that it does not wrap around."""
    side = np.fft.fftfreq(2 * _GRID, 1 / (2 * _GRID))
    away = np.array(np.meshgrid(side, side, indexing="ij"))
    return np.fft.rfft2(away / np.maximum((away**2).sum(axis=0), 1))
