package io.plimsoll.memory.budget.figures;

import io.plimsoll.memory.snapshot.PageFigures;
import io.plimsoll.memory.snapshot.PoolFigures;
import io.plimsoll.memory.snapshot.PressureLevel;

/**
 * A whole tree at one instant.
 *
 * @param root the pools
 * @param pages the pages
 * @param pressure how full the budget is
 */
public record TreeFigures(PoolFigures root, PageFigures pages, PressureLevel pressure) {}
