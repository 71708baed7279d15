"""Tests of the chart recipes, their looks, and the figure."""
