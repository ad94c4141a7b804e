"""Measurements at the size of the nation, as ratios against hand-written SQL on the same data. Never asserted in tests."""
