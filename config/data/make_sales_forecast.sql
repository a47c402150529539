-- What a sales-forecast model left behind: 10,000 customers with the propensity to buy each product within 90 days.
-- It makes config/data/sales_forecast.parquet; all names and numbers are invented. Run it from the checkout's top:
--
--     duckdb < config/data/make_sales_forecast.sql
--
-- Nothing here is random or depends on the clock: every number comes from an MD5 of the customer's number and a name, so
-- that each run makes the same rows. Some scores are missing, as they are where a model lacks the history; every
-- customer has an id.

-- A number in [0, 1) that looks random and isn't.
create or replace temp macro dice(n, what) as (md5_number_lower(what || ':' || n) % 1000003) / 1000003.0::double;

-- About normal, mean 0, deviation 1: the sum of twelve dice.
create or replace temp macro bell(n, what) as list_sum([dice(n, what || i) for i in range(12)]) - 6;

-- A score as a logistic model gives it, or nothing for that share of the customers.
create or replace temp macro score(n, what, z, missing) as
    case when dice(n, what || ' missing') >= missing then round(1 / (1 + exp(-z)), 4) end;

create or replace temp macro pick(n, what, choices) as choices[1 + floor(dice(n, what) * len(choices))::integer];

create or replace temp table markets as
select * from (values
    ('Americas', 'US', 0.30, 0.30,
        ['New York', 'Austin', 'Chicago', 'San José', 'Seattle', 'Cañon City'],
        ['James', 'Mary', 'Renée', 'Marcus', 'Zoe', 'Chloë', 'DeShawn', 'Siobhán'],
        ['Smith', 'Johnson', 'O''Connor', 'García', 'Williams', 'Brontë', 'Lee', 'Nguyen']),
    ('Americas', 'BR', 0.40, -0.45,
        ['São Paulo', 'Brasília', 'Florianópolis', 'Goiânia'],
        ['João', 'Conceição', 'Antônio', 'Luíza', 'Thiago', 'Inês'],
        ['Silva', 'Gonçalves', 'Araújo', 'Magalhães', 'Simões']),
    ('Americas', 'MX', 0.47, -0.35,
        ['Ciudad de México', 'Mérida', 'León', 'Querétaro'],
        ['José', 'Begoña', 'Raúl', 'Ximena', 'Íñigo', 'Sofía'],
        ['Núñez', 'Hernández', 'Peña', 'López', 'Ibáñez']),
    ('EMEA', 'DE', 0.56, 0.05,
        ['München', 'Köln', 'Düsseldorf', 'Berlin', 'Nürnberg'],
        ['Jürgen', 'Zoë', 'Käthe', 'Björn', 'Lukas', 'Sören'],
        ['Müller', 'Groß', 'Schäfer', 'Weiß', 'König', 'Yıldız']),
    ('EMEA', 'FR', 0.63, 0.05,
        ['Besançon', 'Paris', 'Nîmes', 'Orléans'],
        ['François', 'Hélène', 'Anaïs', 'Gaël', 'Zoé', 'Noël'],
        ['Lefèvre', 'Dubois', 'Faure', 'L''Hôpital', 'Béranger']),
    ('EMEA', 'DK', 0.67, 0.35,
        ['København', 'Århus', 'Ærøskøbing', 'Rønne'],
        ['Søren', 'Åse', 'Jørgen', 'Lærke', 'Bjørg'],
        ['Ærø', 'Østergaard', 'Nørgård', 'Sørensen', 'Åberg']),
    ('EMEA', 'PL', 0.72, -0.25,
        ['Łódź', 'Kraków', 'Gdańsk', 'Poznań'],
        ['Łukasz', 'Małgorzata', 'Róża', 'Paweł', 'Żaneta'],
        ['Wiśniewski', 'Dąbrowska', 'Zając', 'Król', 'Gołąb']),
    ('EMEA', 'UA', 0.75, -0.40,
        ['Київ', 'Львів', 'Одеса'],
        ['Олена', 'Тарас', 'Соломія', 'Ігор'],
        ['Шевченко', 'Коваль', 'Бойко', 'Єфименко']),
    ('EMEA', 'GR', 0.78, -0.10,
        ['Αθήνα', 'Θεσσαλονίκη', 'Ηράκλειο'],
        ['Ελένη', 'Γιώργος', 'Δήμητρα', 'Νίκος'],
        ['Παπαδόπουλος', 'Οικονόμου', 'Βλάχος']),
    ('APAC', 'JP', 0.87, 0.45,
        ['東京', '大阪', '札幌', '福岡'],
        ['さくら', '翔太', '陽菜', '健', '美咲'],
        ['佐藤', '鈴木', '高橋', '渡邉', '齋藤']),
    ('APAC', 'CN', 0.94, 0.25,
        ['上海', '北京', '深圳', '成都'],
        ['伟', '芳', '秀英', '娜', '𠮷祥'],
        ['李', '王', '张', '刘', '欧阳']),
    ('APAC', 'KR', 0.97, 0.15,
        ['서울', '부산', '인천'],
        ['민준', '서연', '지우', '하은'],
        ['김', '이', '박', '최']),
    ('APAC', 'VN', 1.00, -0.30,
        ['Hà Nội', 'Đà Nẵng', 'Huế'],
        ['Thị Hương', 'Văn Đức', 'Quỳnh', 'Ánh'],
        ['Nguyễn', 'Trần', 'Đặng', 'Phạm'])
) as market(region, country, up_to, wealth, cities, given, family);

create or replace temp table customers as
select
    n,
    160000000 + n * 613 + floor(dice(n, 'id') * 600)::integer as customer_id,
    market.*,
    bell(n, 'affinity') + market.wealth as affinity,     -- how close to the brand
    bell(n, 'mobility') as mobility,                     -- phone and watch rather than desk
    least(120, floor(-24 * ln(1 - dice(n, 'tenure'))))::integer as tenure_months
from range(10000) as numbers(n)
join markets as market
    on market.up_to > dice(n, 'market')
    and not exists (from markets as smaller where smaller.up_to > dice(n, 'market') and smaller.up_to < market.up_to);

create or replace temp table scored as
select
    *,
    score(n, 'iphone', -1.1 + 1.0 * affinity + 0.5 * mobility + 0.4 * bell(n, 'iphone'), 0) as iphone,
    score(n, 'apple_watch', -2.1 + 0.9 * affinity + 0.9 * mobility + 0.5 * bell(n, 'apple_watch'), 0.03) as apple_watch,
    score(n, 'ipad', -1.9 + 0.8 * affinity - 0.3 * mobility + 0.5 * bell(n, 'ipad'), 0.03) as ipad,
    score(n, 'mac', -2.6 + 1.1 * affinity - 0.6 * mobility + 0.5 * bell(n, 'mac'), 0.05) as mac,
    score(n, 'airpods', -1.3 + 0.7 * affinity + 0.4 * mobility + 0.6 * bell(n, 'airpods'), 0.03) as airpods,
    score(n, 'churn', -1.2 - 0.9 * affinity - 0.02 * tenure_months + 0.6 * bell(n, 'churn'), 0.02) as churn_risk
from customers;

copy (
    select
        customer_id,
        case
            when country in ('JP', 'CN', 'KR') then pick(n, 'family', family) || ' ' || pick(n, 'given', given)
            when country = 'VN' then pick(n, 'family', family) || ' ' || pick(n, 'given', given)
            else pick(n, 'given', given) || ' ' || pick(n, 'family', family)
        end as customer_name,
        pick(n, 'city', cities) as city,
        country,
        region,
        case
            when affinity > 1.4 then 'Champions'
            when churn_risk > 0.5 then 'At risk'
            when tenure_months < 6 then 'New'
            when affinity > 0.3 then 'Loyal'
            else 'Occasional'
        end as segment,
        tenure_months,
        iphone,
        apple_watch,
        ipad,
        mac,
        airpods,
        churn_risk,
        -- What the scores are worth at the products' prices.
        (iphone * 899 + coalesce(apple_watch, 0) * 449 + coalesce(ipad, 0) * 599 + coalesce(mac, 0) * 1499
            + coalesce(airpods, 0) * 199)::decimal(12, 2) as predicted_revenue,
        -- Scored in one night, in the order of the ids, a batch of 500 every 40 seconds.
        timestamp '2026-11-16 02:00:00' + to_seconds(40 * (n // 500)) + to_milliseconds(floor(dice(n, 'at') * 38000)::integer)
            as scored_at
    from scored
    order by customer_id
) to 'config/data/sales_forecast.parquet' (format parquet, compression zstd, compression_level 19);
