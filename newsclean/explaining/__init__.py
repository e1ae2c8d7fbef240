"""Why a line stays or goes: all that each filter saw of it, and what that came to."""
