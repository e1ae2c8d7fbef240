"""The article in the text of a whole page: which of its lines are of the article, and which around it are not."""
