"""What bench/quality.py is made of: scores of a text, figures of many, and their tables and chart."""
