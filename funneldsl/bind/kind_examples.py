"""Examples of rules about kinds that a plugin adds: a plan, and the plugin in a file of its own."""

from __future__ import annotations


def _example(expand: str, more: str = "") -> str:
    """A plan with a podcast, and what a podcast stands for."""
    return f'''\
# plan.funnel
podcast weekly {{ listeners: 400 }}
{more}
# podcast.py
from funneldsl.plugin import Declaration, Stage, hook, kind, prop, shapes

@kind("podcast")
class Podcast(Declaration):
    """A show that people listen to."""

    listeners = prop(shapes.count, "how many listen")

    def expand(self, plan):
        {expand}

@hook
def funneldsl_kinds():
    return [Podcast]

$ funneldsl check plan.funnel --plugin podcast.py
'''


_EXPANDS = 'yield Stage(name=f"{self.name}_listener")'

WORKING = _example(_EXPANDS)
FAILING = _example("yield plan[self.host]")
COLLIDING = _example('yield Stage(name="listener")', "funnel listener { stage fan }\n")
