"""What the examples of lint rules share: a way in, and a site with one flow."""

from __future__ import annotations

ADS = """\
channel ads { brings: site.visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor  source "ad account, 2026" }
"""

SITE = """\
funnel site {{
  stage visitor
  stage buyer
  visitor -> buyer  {flow}
}}
"""

SOUND = SITE.format(flow='2% to 4% after 1 to 6 days  because "what two other shops told us"')
"""A site that nothing can be said against."""
