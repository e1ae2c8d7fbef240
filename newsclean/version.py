"""The version, by itself so that every floor can name it."""

VERSION = "0.1.0"
