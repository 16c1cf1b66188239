"""Generators of other packages, trained on the same series as the recipes, each in an environment of its own."""
