"""Figures that are printed above or below the line: 12¹ is not 121."""

from __future__ import annotations

_FIGURES = "0123456789０１２３４５６７８９"

RAISED = str.maketrans(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
LOWERED = str.maketrans(_FIGURES, "₀₁₂₃₄₅₆₇₈₉" * 2)
