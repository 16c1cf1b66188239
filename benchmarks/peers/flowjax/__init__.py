"""Normalizing flow of the package flowjax."""
