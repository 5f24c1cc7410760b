"""What to do: questions that are answered by running a plan again and again in the same worlds.

    import funneldsl as fd
    from funneldsl.analysis.levers import lever
    from funneldsl.analysis.seeking import seek

    study = fd.study(fd.load("northwind.funnel"), worlds=1000)
    found = seek(study, "income", 0.8, lever(study.plan, "starter.price"))
    print(found.value, found.again.mean)

One module for each question: `comparing.compare`, `sensitivity.sensitivity`, `seeking.seek`, `optimising.optimise`,
`worth.worth`. All answers are frozen values.
"""
