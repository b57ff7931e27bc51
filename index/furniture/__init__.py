"""Lines of an article that are not its prose, and the title of one that does not say it.

Saved pages carry their frame with them: a section's name on top, a picture's caption and credit, a byline, and below
the text "اترك تعليقاً" and "زر الذهاب إلى الأعلى". The text stays as it is; these rules say which lines are no sentence
of the article. They know what such lines say (`wording`) and how they are built (`kinds`, `captions`), never which page
they are from. Lines are compared by their folded words, so marks, tatweel, hamza and punctuation do not matter.
"""

from index.furniture.frame import Furniture
from index.furniture.titles import title_of

__all__ = ["Furniture", "title_of"]
