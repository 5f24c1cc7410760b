"""The business as a tree of systems: what each is for, who answers for it, what has to be built, what flows between."""

from funneldsl.outlining.document import outline_document as outline_document
from funneldsl.outlining.launches import launches as launches
from funneldsl.outlining.outline import outline as outline
from funneldsl.outlining.values import Aim as Aim
from funneldsl.outlining.values import Building as Building
from funneldsl.outlining.values import Launch as Launch
from funneldsl.outlining.values import Link as Link
from funneldsl.outlining.values import Node as Node
from funneldsl.outlining.values import Order as Order
from funneldsl.outlining.values import Outline as Outline
from funneldsl.outlining.values import Part as Part
from funneldsl.outlining.values import Step as Step
