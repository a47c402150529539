-- 5,000 customers and what a churn model said about them in three nights, for config/postgres-churn.yaml. Invented, and
-- the same at every start.

create table customers (
    customer_id bigint primary key,
    name text not null,
    plan text not null,
    monthly_fee numeric(8, 2) not null,
    interests text[] not null,
    consents boolean not null,
    since date not null
);

create table churn_scores (
    customer_id bigint not null references customers,
    scored_at timestamptz not null,
    churn_risk double precision not null,
    reasons jsonb not null,
    primary key (customer_id, scored_at)
);

-- A number in [0, 1) that looks random and isn't.
create function dice(n bigint, what text) returns double precision immutable language sql as
$$ select ('x' || substr(md5(what || ':' || n), 1, 8))::bit(32)::bigint::double precision / 4294967296 $$;

create function pick(n bigint, what text, choices text[]) returns text immutable language sql as
$$ select choices[1 + floor(dice(n, what) * cardinality(choices))::integer] $$;

insert into customers
select
    700000000 + 37 * n,
    pick(n, 'given', '{Zoë,José,Łukasz,Søren,Hélène,Олена,Mary,Jürgen,さくら,João}') || ' '
        || pick(n, 'family', '{Müller,Núñez,Wiśniewska,Ærø,Dubois,Шевченко,Smith,李,佐藤,Araújo}'),
    plan,
    case plan when 'basic' then 9.90 when 'plus' then 19.90 else 49.90 end,
    array(select hobby from unnest('{music,sport,films,games,travel}'::text[]) as hobby where dice(n, hobby) < 0.4),
    dice(n, 'consents') < 0.85,
    date '2026-11-01' - floor(dice(n, 'since') * 2000)::integer
from generate_series(1, 5000) as n, pick(n, 'plan', '{basic,basic,plus,plus,family}') as plan;

insert into churn_scores
select
    customer_id,
    timestamptz '2026-11-14 03:00:00+00' + night * interval '1 day' + dice(customer_id, 'at' || night) * interval '9 minutes',
    round((dice(customer_id, 'risk') ^ 1.8 * 0.9 + dice(customer_id, 'night' || night) * 0.1)::numeric, 4),
    jsonb_build_object(
        'usage', round(dice(customer_id, 'usage')::numeric, 2),
        'complaints', floor(dice(customer_id, 'complaints') * 4)::integer,
        'price_sensitive', plan = 'basic')
from customers, generate_series(0, 2) as night;

analyze;
