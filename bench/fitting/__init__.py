"""Fitting the tables of evidence that newsclean weighs lines with."""
