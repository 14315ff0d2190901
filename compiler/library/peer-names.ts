// What SQL, pandas, Spark, Chronon, OpenMLDB, Feast, Tecton and JavaScript call things: our name, or why there is none and the way out.

/** Names that mean one thing, and what to say of them. Capitals and underscores make no difference. */
type Peers = readonly (readonly [names: string, wayOut: string])[];

const DATE_PARTS =
  "Ask the timestamp: `x.year()`, `x.month()`, `x.day()`, `x.weekday()`, `x.hour()`, `x.minute()` and their like.";
const CLOCK = "Nothing asks the clock: take a timestamp of the row or of the request, such as `request.at`.";
const BY_CONDITION = "Aggregate under a condition: `sum(x).where(condition)`, `count().where(condition)`.";
const BY_VALUE = 'Part an aggregate by the values that you name: `count().by(row.channel, ["web", "app"])`.';
const DECAY =
  'Weights that decay depend on the instant of asking, and round differently when parts are merged. Put several windows side by side: `mean(x).over(["1h", "1d", "7d"])`.';
const MOMENTS =
  "Sums of third and fourth powers fit no exact lane. Write `mean(((x - center) / scale) ** 3)` with constants of your own, or several quantiles.";
const TOGETHER =
  "Write it from means: `mean(x * y) - mean(x) * mean(y)`, each over the same window, divided by `variance(x)` for a slope.";
const ENTROPY =
  'It needs the count of every value at once. Take shares of the values that you name, `mean(x === "web" ? 1 : 0)`, or `countDistinct(x)`.';
const ORDER = "A row does not see its place among others. Write `lastN(x, n)`, or `maxN(x, n)`.";
const FIT =
  "Constants that are fitted to the data belong to the model's inputs: `fit(mean(x))`, `fit(stddev(x))`.";
const LISTS =
  "Of a list take the `length`, an item by `list.at(0)`, `list.sum()`, `mean()`, `max()`, `min()` or `countDistinct()`, or ask `list.includes(item)` or `list.indexOf(item)`; a model takes items one by one.";

/** Called by themselves. */
const FUNCTIONS: Peers = [
  ["avg average meanvalue rollingmean", "Write `mean(x)`."],
  ["total cumsum", "Write `sum(x)`."],
  ["size len countrows countall rowcount", "Write `count()`."],
  ["std stdev stdevsamp stddevsamp", "Write `stddev(x)`."],
  ["stdp stdevp stddevpop stdpop", "Write `stddevPopulation(x)`."],
  ["var varsamp variancesamp", "Write `variance(x)`."],
  ["varp varpop", "Write `variancePopulation(x)`."],
  ["nunique uniquecount distinctcount distinct unique uniq", "Write `countDistinct(x)`."],
  [
    "approxuniquecount approxdistinct approxcountunique hll hyperloglog ndv",
    "Write `approxCountDistinct(x)`.",
  ],
  [
    "percentile percentilecont percentiledisc percentileapprox approxpercentile approxquantile quantiles approxpercentiles",
    "Write `quantile(x, 0.9)`: it is exact.",
  ],
  ["nth nthvalue lag previous prev shift", "Write `lastN(x, 2).at(1)`, places counted from the newest."],
  ["lead next", "A row sees no later ones. A label looks ahead: see `labels` of a training set."],
  ["rank denserank rownumber percentrank cumedist", ORDER],
  [
    "delta diff pctchange",
    'Write `lastN(x, 2)` and compare its items, or two windows: `sum(x).over("7d", { before: "7d" })`.',
  ],
  ["corr correlation cov covar covarpop covarsamp covariance regrslope", TOGETHER],
  ["ewma ewm ewmean ewavg ema expmovingavg exponentialmovingaverage decay expdecay timedecay", DECAY],
  ["skew skewness kurt kurtosis", MOMENTS],
  ["entropy", ENTROPY],
  [
    "histogram valuecounts countby groupby pivot countcate sumcate avgcate mincate maxcate countcatewhere sumcatewhere avgcatewhere",
    BY_VALUE,
  ],
  ["countif countwhere sumif sumwhere avgif avgwhere minwhere maxwhere", BY_CONDITION],
  ["topnfrequency topkfrequency mostfrequent top", "Write `topK(x, 3)`."],
  ["nlargest largest topn", "Write `maxN(x, 3)`; by how often values come, `topK(x, 3)`."],
  ["bottomk bottomn nsmallest smallest", "Write `minN(x, 3)`."],
  ["collectlist arrayagg listagg groupconcat stringagg groupuniqarray", "Write `lastN(x, 10)`."],
  ["collectset arrayuniqueagg setagg", "Write `topK(x, 10)`, or `countDistinct(x)` for how many there are."],
  ["argmax", "Write `maxBy(x, by)`."],
  ["argmin", "Write `minBy(x, by)`."],
  ["firstvalue earliestvalue", "Write `first(x)`."],
  ["lastvalue latestvalue anyvalue mostrecent", "Write `last(x)`."],
  ["boolor some", "Write `any(condition)`."],
  ["booland every", "Write `all(condition)`."],
  ["ratio proportion fraction rate", "Write `share(condition)`."],
  ["recency timesincelast secondssince dayssincelast", "Write `secondsSinceLast()`."],
  ["geometricmean geomean gmean", "Write `Math.exp(mean(Math.log(x)))`."],
  ["range ptp", "Write `max(x) - min(x)`, each over the same window."],
  ["zscore standardize normalize scale standardscaler minmaxscaler", FIT],
  ["ifnull nvl coalesce fillna", "Write `x ?? 0`."],
  ["isnull isna", "Write `x === null`."],
  ["isnotnull notnull notna", "Write `x !== null`."],
  ["nullif", "Write `x === y ? null : x`."],
  ["iif casewhen decode", "Write `condition ? x : y`."],
  ["greatest", "Write `Math.max(x, y)`; of timestamps, `latest(x, y)`."],
  ["least", "Write `Math.min(x, y)`; of timestamps, `earliest(x, y)`."],
  [
    "cast toint toint32 tointeger bigint int integer long",
    "Write `toInt64(x)`; of a text, `parseInteger(text)`.",
  ],
  ["todouble tofloat float double", "Write `toFloat64(x)`; of a text, `parseNumber(text)`."],
  ["tonumber todecimal", "Write `parseNumber(text)`."],
  ["tostring str tochar", "Write `String(x)`."],
  [
    "abs ceil ceiling floor round trunc sqrt exp expm1 log log1p log2 log10 sign sin cos asin acos atan atan2 tanh cbrt hypot",
    "It is a function of `Math`: `Math.abs(x)`, `Math.log(x)` and their like.",
  ],
  ["ln", "Write `Math.log(x)`."],
  ["signum", "Write `Math.sign(x)`."],
  ["pow power", "Write `x ** 2`."],
  ["square", "Write `x ** 2`."],
  ["mod", "Write `x % y`."],
  ["div intdiv", "Write `Math.trunc(x / y)`."],
  ["bucket widthbucket cut qcut digitize discretize bucketizer", "Write `bucketize(x, [0, 10, 100])`."],
  ["clip", "Write `clamp(x, 0, 100)`."],
  ["hash md5 murmur murmurhash farmhash xxhash featurehash", "Write `hashBucket(x, 1000)`."],
  ["onehot onehotencoder getdummies", 'Write `x === "web" ? 1 : 0`, a feature each.'],
  ["labelencode labelencoder stringindexer ordinalencoder", 'Write `ordinal(x, ["web", "app"])`.'],
  [
    "haversine greatcircle distancekm geodistance stdistance",
    "Write `haversineKm(latitude, longitude, otherLatitude, otherLongitude)`.",
  ],
  ["dotproduct cosine cosinesimilarity", "Write `x.dot(y)` of two vectors."],
  ["substring substr left right mid", "Write `text.slice(0, 3)`."],
  ["lower lcase", "Write `text.toLowerCase()`."],
  ["upper ucase", "Write `text.toUpperCase()`."],
  ["trim ltrim rtrim btrim", "Write `text.trim()`, `text.trimStart()` or `text.trimEnd()`."],
  ["concat concatws", "Write `x + y`."],
  ["replace", 'Write `text.replaceAll("a", "b")`.'],
  ["contains charindex", "Write `text.includes(part)`."],
  ["instr strpos position locate", "Write `text.indexOf(part)`, which counts from 0."],
  ["lpad rpad", 'Write `text.padStart(5, "0")` or `text.padEnd(5, " ")`.'],
  ["like ilike rlike regexp regexplike regexpmatches similarto", 'Write `matches(text, "^[A-Z]{3}$")`.'],
  [
    "regexpextract regexpreplace regexpsubstr",
    'Cut it with `text.split("-").at(0)` or `text.slice(0, 3)`, or have the column made before.',
  ],
  [
    "year quarter month week weekofyear day dayofmonth dayofweek weekday dayofyear hour minute second extract datepart",
    DATE_PARTS,
  ],
  [
    "datetrunc trunctimestamp",
    "Ask the timestamp: `x.startOfDay()`, `x.startOfWeek()`, `x.startOfMonth()` and their like.",
  ],
  [
    "datediff timestampdiff daysbetween",
    "Write `later.daysSince(earlier)`, or `later.secondsSince(earlier)`.",
  ],
  ["dateadd datesub timestampadd interval", 'Write `x.plus("1d")`, `x.minus("1d")`, or `x.plusMinutes(n)`.'],
  ["now currenttimestamp currentdate today getdate sysdate", CLOCK],
  [
    "totimestamp todate strptime datetime parsedate parsedatetime",
    'Write `parseTimestamp(text)`; of a literal, `timestamp("2024-01-31")`.',
  ],
  ["unixtimestamp epoch toepoch", "Write `x.epochSeconds()`."],
  ["fromunixtime timestampseconds epochtotimestamp", "Write `fromEpochSeconds(x)`."],
  ["timestampmillis fromunixmillis", "Write `fromEpochMillis(x)`."],
  ["timestampmicros", "Write `fromEpochMicros(x)`."],
  ["convertzone fromutctimestamp timezone attimezone", 'Write `x.in("Europe/Zurich")`.'],
  ["array arraycontains arraysize explode unnest flatten", LISTS],
];

/** Called on a value. */
const METHODS: Peers = [
  ["substring substr charat left right", "Write `text.slice(0, 3)`."],
  ["lower lcase tolocalelowercase", "Write `text.toLowerCase()`."],
  ["upper ucase tolocaleuppercase", "Write `text.toUpperCase()`."],
  ["strip", "Write `text.trim()`."],
  ["lstrip trimleft", "Write `text.trimStart()`."],
  ["rstrip trimright", "Write `text.trimEnd()`."],
  ["contains has", "Write `x.includes(part)`."],
  ["replace", 'Write `text.replaceAll("a", "b")`.'],
  ["concat", "Write `x + y`."],
  ["len size count", "Write `x.length`."],
  ["avg average", "Write `list.mean()`."],
  ["nunique distinct unique", "Write `list.countDistinct()`."],
  ["total", "Write `list.sum()`."],
  ["find search", 'Write `text.indexOf(part)`, or `matches(text, "^[A-Z]{3}$")`.'],
  ["match matchall test rlike like", 'Write `matches(text, "^[A-Z]{3}$")`.'],
  ["tofixed toprecision", "Features are not rounded for show; a decimal is rounded by `roundTo(x, 2)`."],
  ["tostring", "Write `String(x)`, of a whole number or a boolean."],
  ["fillna", "Write `x ?? 0`."],
  ["isnull isna", "Write `x === null`."],
  ["getfullyear getutcfullyear getyear", "Write `x.year()`."],
  ["getmonth getutcmonth", "Write `x.month()`, which counts from 1."],
  ["getdate getutcdate dayofmonth", "Write `x.day()`."],
  ["getday getutcday dayofweek", "Write `x.weekday()`: 0 is Sunday."],
  ["gethours getutchours", "Write `x.hour()`."],
  ["getminutes getutcminutes", "Write `x.minute()`."],
  ["getseconds getutcseconds", "Write `x.second()`."],
  [
    "gettime valueof timestamp unix epoch toepoch getmilliseconds",
    "Write `x.epochSeconds()`, fractions included.",
  ],
  ["week weekofyear", "Write `x.isoWeek()`."],
  [
    "datetrunc floor trunc truncate",
    "Write `x.startOfHour()`, `x.startOfDay()`, `x.startOfMonth()` and their like.",
  ],
  ["add adddays addhours addminutes", 'Write `x.plus("1d")`; of a computed time, `x.plusMinutes(n)`.'],
  ["subtract subtractdays sub", 'Write `x.minus("1d")`.'],
  [
    "diff difference daysbetween until since",
    "Write `later.daysSince(earlier)`, or `later.secondsSince(earlier)`.",
  ],
  ["dayssincenow secondssincenow", CLOCK],
  ["totimezone tz tzconvert attimezone intimezone", 'Write `x.in("Europe/Zurich")`.'],
  ["before lessthan", "Write `x.isBefore(y)`."],
  ["after greaterthan", "Write `x.isAfter(y)`."],
  ["map filter reduce foreach some every join flat flatmap sort reverse findindex", LISTS],
  ["rolling resample expanding ewm shift", 'Windows follow an aggregation: `mean(x).over("7d")`.'],
];

const BY_FORM = { function: indexed(FUNCTIONS), method: indexed(METHODS) } as const;

/** The sentence for a hint on a name that is none of ours; undefined where no peer has it either. */
export function peerName(form: "function" | "method", name: string): string | undefined {
  return BY_FORM[form].get(plain(name));
}

/** All of them, in small letters. */
export function peerNames(form: "function" | "method"): ReadonlyMap<string, string> {
  return BY_FORM[form];
}

function indexed(peers: Peers): ReadonlyMap<string, string> {
  return new Map(peers.flatMap(([names, wayOut]) => names.split(" ").map((name) => [name, wayOut] as const)));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}
