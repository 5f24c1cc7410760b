"""What trials have shown: judged by the success that was stated before, and proposed as changes of the plan."""

from funneldsl.learning.document import lessons_document as lessons_document
from funneldsl.learning.lessons import lessons as lessons
from funneldsl.learning.lessons import proposed as proposed
from funneldsl.learning.values import Addition as Addition
from funneldsl.learning.values import Judgement as Judgement
from funneldsl.learning.values import Lesson as Lesson
from funneldsl.learning.values import Outcome as Outcome
