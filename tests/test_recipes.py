"""The lists of recipes stay, whatever speaks against their lines."""

import pytest

from newsclean.cleaner import THRESHOLD
from newsclean.document import Document
from newsclean.filters.leftovers import judge
from newsclean.filters.page import whole_page
from newsclean.layout import Layout
from newsclean.recipes import find_recipe
from newsclean.trees import Evidence, Forest

STORY = """\
The baker of Ostrova sells her plum jam for one week a year, and the queue reaches the harbour wall.
Petra Quill learned the recipe from her aunt, who would not write it down until she was ninety.
This year she agreed to share it, because the old orchard behind the bakery will be cut down."""

ENGLISH = """\
Plum jam
Ingredients
• 8 to 9 ripe plums, stoned
• 6 tbsp sugar
• 1 tsp cinnamon
• 1/2 tsp salt
• 1 jar of honey
Instructions
1. Stone the plums and cut them into quarters.
2. Boil them with the sugar (two hours)
3. Fill the jars while the jam is hot."""

RECIPES = {
    "English": ENGLISH,
    "without marks": "Ingredients\n2 cups flour\n½ cup sugar\n1½ tsp salt\nSalt to taste\n3 oz butter",
    "German": "Zutaten\n500 g Pflaumen\n6 EL Zucker\n1 TL Zimt\n1 Prise Salz",
    "Russian": "Ингредиенты\n500 г слив\n2 ст. л. сахара\n100 мл воды\nСоль: 5 г",
    "Japanese": "材料\n玉ねぎ 1個\n砂糖…大さじ2\n塩 少々\n小麦粉 200グラム",
    "Korean": "재료\n자두 500g\n설탕 2큰술\n소금 1작은술",
}

OTHERS = {
    "results": "Results\n1. Harbour 12\n2. Skell 9\n3. Ostrova 7\n4. Northmoor 3",
    "teasers": "Most read\n3 cups that changed a town\nHow to keep a sourdough alive\nFive soups for a wet week",
    "two measures": "Weights\n12 oz of gold\n3 lb of lead\nWho found them",
    "measures in sentences": "The ship lost 20 g of salt.\nThey found 3 kg of it.\nOf the 5 cups none was left.",
}

# All lines that are read go.
ALL_GO = Evidence(1, Forest(10.0, []), 0.0, {}, {})


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_recipes_are_found(recipe: str) -> None:
    layout = Layout(Document.from_text(f"{STORY}\n{recipe}\nMore from Food\nFive soups for a wet week\n"))
    assert [layout.texts[place] for place in find_recipe(layout)] == recipe.split("\n")


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_other_lists_are_no_recipes(other: str) -> None:
    assert not find_recipe(Layout(Document.from_text(f"{STORY}\n{other}\n")))


def test_nothing_takes_a_recipe_out() -> None:
    document = Document.from_text(f"{STORY}\nPin this\n\n{ENGLISH}\nFive soups for a wet week\nWho we are\n")
    gone = {edit.before for edit in judge(Layout(document), ALL_GO)}
    assert gone.isdisjoint(ENGLISH.split("\n"))
    assert {"Five soups for a wet week", "Who we are"} <= gone


def test_a_recipe_in_a_whole_page_stays() -> None:
    menu = "Home\nNews\nSport\nFood\nWeather\nLog in\nSubscribe\nSearch\nVideo\nPodcasts"
    document = Document.from_text(f"{menu}\nThe jam of Ostrova\n{STORY}\n{ENGLISH}\n{menu}\nContact us\nPrivacy\n")
    gone = {edit.before for edit in whole_page(document) if edit.confidence >= THRESHOLD}
    assert gone.isdisjoint(ENGLISH.split("\n")[1:])
    assert set(menu.split("\n")) <= gone
