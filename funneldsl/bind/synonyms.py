"""What other tools and other people call our kinds and properties."""

from __future__ import annotations

from collections.abc import Container

_KINDS = {
    "business": "company shop store brand firm startup venture agency",
    "strategy": "vision plan objectives",
    "goal": "target objective kpi aim milestone okr",
    "customer": "audience persona avatar segment lead leads client buyer_persona icp",
    "person": "team employee member worker staff freelancer founder",
    "department": "division unit",
    "funnel": "journey pipeline flow_chart path",
    "stage": "step page landing_page state phase webinar upsell downsell order_bump bump checkout thank_you",
    "channel": "traffic source ad ads advert medium seo social",
    "campaign": "email emails sequence autoresponder newsletter broadcast letter drip automation",
    "offer": "product service course price plan subscription item sku package",
    "project": "initiative epic build launch",
    "task": "todo action job work",
    "correlation": "correlated correlate copula dependence together",
    "scenario": "case what_if variation",
    "experiment": "test ab_test split_test abtest",
    "track": "tracking analytics pixel events",
    "check": "assert expect verify",
}
"""By the kind that is meant: a name means the first of these that may stand in its place."""

_PROPERTIES = {
    "business": "cash=budget,money,balance,capital,funds start=begin,starts,start_date,from horizon=duration,length,"
    "period,months,until,end costs=expenses,overhead,fixed_costs,cost zone=timezone,time_zone "
    "sales_tax=vat,tax,gst values=principles message=slogan,claim,tagline",
    "strategy": "purpose=why,vision,mission,goal mode=type",
    "goal": "reach=goal,target,value,metric,kpi by=deadline,until,date,due,when why=because,reason "
    "chance=probability,likelihood,confidence",
    "limit": "keep=limit,max,min,value,rule",
    "customer": "who=age,demographics,description,name,about wants=desires,dreams pains=problems,problem,"
    "frustrations,fears needs=need message=pitch fits=filter,where,when",
    "person": "hours=time,capacity,availability,workload works=schedule,working_hours,days costs=salary,wage,cost,"
    "rate,pay closed=vacation,holidays,holiday first=priority,priorities,prefers,preferred,precedence",
    "channel": "people=visitors,traffic,leads,clicks,volume,reach spend=budget,ad_spend,cost_per_day "
    "price=cpc,cpm,cpl,cost_per_click,cost_per_lead,bid brings=to,target,leads_to,destination,into "
    "grows=growth,growth_rate until=to_date,end from=start doubles=saturation,saturates,diminishing_returns,half_saturation "
    "lingers=adstock,carryover,carry_over,decay,lag,half_life,halflife,delay,after audience=audience_size,population,"
    "market,market_size,pool,tam,limit,capacity already=before,spent,spent_before,existing,previous_spend",
    "stage": "sells=product,offer,offers,buys,sell leaves=churn,dropout,drop_off,unsubscribes,bounce capacity=seats,"
    "slots,places,limit,max takes=duration,time already=existing,initial,people,count "
    "first=priority,priorities,prefers,preferred,before,precedence",
    "campaign": "to=audience,segment,list,recipients every=frequency,interval,schedule converts=conversion,"
    "conversion_rate,cvr,rate opens=open_rate,openrate moves=goal,target,into dates=date,when cost=budget",
    "offer": "price=amount,value,monthly,subscription,costs refunds=refund,refund_rate,returns,chargebacks "
    "churn=retention,cancellation,cancellations,churn_rate fee=fees,stripe,payment_fee cost=cogs,expenses,"
    "unit_cost,margin commits=contract,term,minimum commission=affiliate,affiliates sales_tax=vat,tax "
    "pays_after=payment_terms,terms,due,payout",
    "project": "builds=makes,delivers,creates,result starts=start,begin,from",
    "task": "takes=duration,time,days,length hours=effort,work by=who,owner,person,assignee after=depends,"
    "depends_on,needs,requires cost=budget",
    "risk": "chance=probability,likelihood adds=delay,impact,days to=task,of",
    "correlation": "of=numbers,between,values,inputs rank=spearman,rho,strength,correlation,coefficient",
    "experiment": "on=flow,test variants=variations,versions,arms detect=lift,mde,effect",
    "system": "owner=by,responsible costs=cost,budget",
    "funnel": "owner=by,responsible costs=cost,budget",
    "check": "expect=assert,that,check,reach",
}

_A_TIME = "it is the average time that is written: `lingers: 4 days` where 80% stay from day to day"

_TURNED_ROUND = {
    (
        "offer",
        "retention",
    ): "it is what leaves that is written: `churn: 5% per month` where 95% stay",
    ("offer", "margin"): "it is the cost that is written: `cost: 60%` where 40% are left",
    (
        "channel",
        "half_life",
    ): "it is the average time that is written: `lingers: 7 days` where half has come after 5",
    ("channel", "adstock"): _A_TIME,
    ("channel", "carryover"): _A_TIME,
    ("channel", "decay"): _A_TIME,
}


def kind_meant(word: str, known: Container[str]) -> str | None:
    """The kind that a word of other tools stands for, if it may stand here."""
    plain = word.lower()
    plain = plain if plain in known else plain.removesuffix("s")
    if plain in known:
        return plain
    word = word.lower()
    return next((k for k, words in _KINDS.items() if k in known and word in words.split()), None)


def property_meant(kind: str, word: str, known: Container[str]) -> str | None:
    """The property of a kind that a word of other tools stands for."""
    plain = word.lower()
    if plain in known:
        return plain
    for entry in _PROPERTIES.get(kind, "").split():
        meant, _, words = entry.partition("=")
        if plain in words.split(",") and meant in known:
            return meant
    return None


def turned_round(kind: str, word: str) -> str | None:
    """What to say of a property whose value is turned round, too."""
    return _TURNED_ROUND.get((kind, word.lower()))
