package captionstream.dashboard.preview;

import captionstream.Caption;
import captionstream.CompatibilityCell;
import captionstream.ExtremeCaption;
import captionstream.GeneratedToken;
import captionstream.Moments;
import captionstream.PairwiseDifference;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.ScoreHistogram;
import captionstream.StageTimings;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Plausible records: five prompts, things in colours, a few failures, and bursts. */
final class InventedPipeline {
    private static final List<String> PROMPTS = List.of(
            "A detailed photo of", "This image shows", "A realistic image of", "An image of", "A picture that depicts");
    private static final List<String> THINGS = List.of(
            " a red apple",
            " a steam locomotive",
            " two crossed flags",
            " a sleeping cat",
            " a bunch of grapes",
            " an open umbrella",
            " a mountain with snow",
            " a slice of watermelon",
            " a violin",
            " a hot air balloon");
    private static final String[][] FAILURES = {
        {"image_not_found", "fetch", "There is nothing at file:///images/missing-031.png"},
        {"corrupt_image", "decode", "The JPEG ends after 18,211 of 40,960 bytes: row 212 of 480 is incomplete"},
        {"invalid_uri", "intake", "The URI <script>alert(1)</script> is not absolute"},
    };

    private final PipelineState state;
    private final Random random = new Random(7);
    private final List<List<Double>> scores = new ArrayList<>();
    private final List<Caption> made = new ArrayList<>();
    private final Comparator<Caption> byScore = Comparator.comparingDouble(Caption::getClipScore);
    private final long[] wins = new long[PROMPTS.size()];
    private int images;
    private StageTimings batch = new StageTimings(0.0, 0.0, 90.0, 500.0, 60.0);
    private long letters;

    InventedPipeline(PipelineState state) {
        this.state = state;
        PROMPTS.forEach(prompt -> scores.add(new ArrayList<>()));
    }

    void pastHour() {
        Instant now = Instant.now();
        for (int second = 3600; second > 10; second -= 4) {
            double wave = 0.5 + 0.4 * Math.sin(second / 310.0) + 0.15 * Math.sin(second / 47.0);
            boolean stalled = second > 2100 && second < 2280;
            if (!stalled && random.nextDouble() < wave) {
                image(now.minusSeconds(second));
            }
            if (random.nextDouble() < (second > 1500 && second < 1600 ? 0.3 : 0.004)) {
                failure(now.minusSeconds(second));
            }
        }
        results(now);
    }

    void goOn(Duration every) {
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(
                        () -> {
                            image(Instant.now().minusMillis(1400));
                            results(Instant.now());
                            state.workers(2);
                        },
                        0,
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Markup wherever text is shown, and text without spaces or end. */
    void hostile() {
        String markup = "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script>";
        Instant now = Instant.now();
        for (String text : List.of(markup, "W".repeat(10_000), "\u202egnp.elppa\u202c ﷽ 😀\u0000\n\n")) {
            state.add(
                    Samples.caption(text, 0, 25, now)
                            .setPrompt(text)
                            .setPromptCount(1)
                            .setCaption(text + text)
                            .setTokens(List.of(Samples.token(text, 3)))
                            .setModel(text)
                            .build(),
                    now.toEpochMilli());
            state.add(Samples.deadLetter(text, text, text, now), 0, ++letters, now.toEpochMilli());
            RankedPrompt entry = new RankedPrompt(1, text, Samples.moments(9, 25, 2), 1.0, 25.0, 18.0, 4L);
            state.putRanking(text, Samples.ranking("confidence", List.of(entry, entry), now));
            state.putStatistics(text, Samples.statistics(text, 0, histogram(List.of(25.0)), Samples.moments(9, 25, 2)));
            state.putCompatibility(
                    text, Samples.compatibility(text, List.of(new CompatibilityCell(text, 4L, 25.0, 7.0))));
            ExtremeCaption extreme = new ExtremeCaption(1, text, text, text, text, 25.0, 25.0);
            state.putExtremes(text, Samples.extremes("best", List.of(extreme)));
        }
    }

    private void image(Instant time) {
        String thing = THINGS.get(random.nextInt(THINGS.size()));
        String id = thing.strip().replace(' ', '-') + "-" + ++images + ".png";
        state.add(Samples.event(id, time), time.toEpochMilli());
        List<Caption> captions = new ArrayList<>();
        double seen = 27 + random.nextGaussian() * 3;
        if (images % 3 == 0) {
            batch = new StageTimings(0.0, 0.0, 90.0 + images % 40, 500.0 + images % 300, 60.0 + images % 20);
        }
        for (int p = 0; p < PROMPTS.size(); p++) {
            captions.add(caption(id, p, random.nextInt(5) == 0 ? THINGS.get(3) : thing, seen, time));
        }
        made.addAll(captions);
        captions.forEach(caption -> state.add(caption, time.plusMillis(1400).toEpochMilli()));
        wins[
                captions.stream()
                        .max(Comparator.comparingDouble(Caption::getClipScore))
                        .orElseThrow()
                        .getPromptIndex()]++;
    }

    private Caption caption(String id, int p, String thing, double seen, Instant time) {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (String word : (thing + " on a white background").split("(?= )")) {
            tokens.add(Samples.token(word, Math.abs(random.nextGaussian()) * 1.8));
        }
        tokens.add(Samples.token(".", 0.4));
        double score = Math.rint((seen + p * 0.25 - 0.3 * tokens.size() + random.nextGaussian() * 1.2) * 1e6) / 1e6;
        double control = 18 + random.nextGaussian() * 2;
        scores.get(p).add(score);
        return Samples.caption(id, p, score, time)
                .setPrompt(PROMPTS.get(p))
                .setPromptCount(PROMPTS.size())
                .setCaption(PROMPTS.get(p) + thing + " on a white background.")
                .setTokens(tokens)
                .setTokenCount(3 + tokens.size())
                .setGeneratedTokens(tokens.size())
                .setControlScore(control)
                .setTimings(new StageTimings(
                        20.0 + random.nextInt(60), 8.0, batch.getEncodeMs(), batch.getGenerateMs(), batch.getScoreMs()))
                .setGrounding(score - control)
                .build();
    }

    private void failure(Instant time) {
        String[] failure = FAILURES[random.nextInt(FAILURES.length)];
        String id = "broken-" + random.nextInt(100) + ".png";
        state.add(
                captionstream.DeadLetter.newBuilder(Samples.deadLetter(id, failure[0], failure[2], time))
                        .setStage(failure[1])
                        .build(),
                0,
                ++letters,
                time.toEpochMilli());
    }

    private void results(Instant now) {
        for (String weighting : List.of("confidence", "saliency", "raw")) {
            state.putRanking(weighting, Samples.ranking(weighting, entries(weighting), now));
        }
        for (int p = 0; p < PROMPTS.size(); p++) {
            state.putStatistics(PROMPTS.get(p), statistics(p));
            state.putCompatibility(PROMPTS.get(p), Samples.compatibility(PROMPTS.get(p), cells(p)));
        }
        state.putExtremes("best", Samples.extremes("best", extremes(byScore.reversed())));
        state.putExtremes("worst", Samples.extremes("worst", extremes(byScore)));
    }

    private PromptStatistics statistics(int p) {
        List<PairwiseDifference> against = new ArrayList<>();
        for (int q = 0; q < PROMPTS.size(); q++) {
            if (q != p) {
                against.add(new PairwiseDifference(PROMPTS.get(q), difference(p, q)));
            }
        }
        PromptStatistics statistics = Samples.statistics(PROMPTS.get(p), p, histogram(scores.get(p)), clip(p, 1));
        statistics.setWins(wins[p]);
        statistics.setAgainst(against);
        return statistics;
    }

    private Moments difference(int p, int q) {
        int n = scores.get(p).size();
        double[] differences = IntStream.range(0, n)
                .mapToDouble(i -> scores.get(p).get(i) - scores.get(q).get(i))
                .toArray();
        double mean = Arrays.stream(differences).average().orElse(0);
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        return Samples.moments(n, mean, Math.sqrt(squares / Math.max(1, n - 1)));
    }

    private List<CompatibilityCell> cells(int row) {
        return IntStream.range(0, PROMPTS.size())
                .mapToObj(p -> {
                    double mean = clip(p, 1).getMean() + (p == row ? 1.3 : -0.2 * Math.abs(p - row));
                    return new CompatibilityCell(PROMPTS.get(p), wins[row], mean, mean - 18);
                })
                .toList();
    }

    private List<ExtremeCaption> extremes(Comparator<Caption> order) {
        List<Caption> first = made.stream().sorted(order).limit(50).toList();
        List<ExtremeCaption> entries = new ArrayList<>();
        double sum = 0;
        for (Caption caption : first) {
            sum += caption.getClipScore();
            int rank = entries.size() + 1;
            entries.add(new ExtremeCaption(
                    rank,
                    caption.getImageId(),
                    caption.getUri(),
                    caption.getPrompt(),
                    caption.getCaption(),
                    caption.getClipScore(),
                    sum / rank));
        }
        return entries;
    }

    private List<RankedPrompt> entries(String weighting) {
        double factor = weighting.equals("raw") ? 1 : weighting.equals("saliency") ? 2.5 : 0.87;
        List<RankedPrompt> entries = new ArrayList<>();
        for (int p = 0; p < PROMPTS.size(); p++) {
            Moments score = clip(p, factor);
            entries.add(new RankedPrompt(0, PROMPTS.get(p), score, 0.5, score.getMean(), 18.2, wins[p]));
        }
        entries.sort(
                Comparator.comparing((RankedPrompt entry) -> entry.getScore().getMean())
                        .reversed());
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).setRank(i + 1);
        }
        return entries;
    }

    private Moments clip(int p, double factor) {
        double mean =
                scores.get(p).stream().mapToDouble(score -> score).average().orElse(0);
        return Samples.moments(scores.get(p).size(), mean * factor, 3.2 * factor);
    }

    private static ScoreHistogram histogram(List<Double> scores) {
        Long[] counts = new Long[100];
        Arrays.fill(counts, 0L);
        scores.forEach(score -> counts[(int) Math.min(99, Math.max(0, score * 2))]++);
        return new ScoreHistogram(0.0, 0.5, List.of(counts));
    }
}
