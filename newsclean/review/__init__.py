"""The review: what a reader is asked about many articles, and the pack that the answers come to."""
