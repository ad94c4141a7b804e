"""Running the product, its commands and its tests on one machine, with services this package starts itself."""
