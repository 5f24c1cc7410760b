"""The brief that tells everybody in the company whom it is for: the perfect customer, department by department."""

from funneldsl.briefing.brief import brief as brief
from funneldsl.briefing.document import brief_document as brief_document
from funneldsl.briefing.html import as_html as as_html
from funneldsl.briefing.judging import asked as asked
from funneldsl.briefing.judging import judged as judged
from funneldsl.briefing.markdown import as_markdown as as_markdown
from funneldsl.briefing.values import Brief as Brief
from funneldsl.briefing.values import Duty as Duty
from funneldsl.briefing.values import Portrait as Portrait
from funneldsl.briefing.values import Prospect as Prospect
from funneldsl.briefing.values import View as View
