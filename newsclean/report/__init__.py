"""A page that tells what cleaning did to many documents, to send to a colleague."""
