package captionstream.cli.demo;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptRanking;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.publish.EventPublisher;
import captionstream.cli.report.Report;
import captionstream.cli.source.SampleImages;
import captionstream.cli.watch.CaptionLine;
import captionstream.cli.watch.DeadLetterLine;
import captionstream.cli.watch.RankingTable;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** What a person sees of a demo: images published, captions as they come, and in the end the ranking and the report. */
final class DemoRun implements AutoCloseable {
    private static final String SAMPLE_PREFIX = "demo/";
    private static final Duration STATISTICS_PATIENCE = Duration.ofSeconds(60);
    private static final int NAMED_AS_LOST = 10;

    private final Demo demo;
    private final DemoSettings settings;
    private final Terminal terminal;
    private final AvroSerdes serdes;
    private final Ledger ledger = new Ledger();
    private final OutcomeFeed feed;
    private final Progress progress;
    private long eventsExpected;

    DemoRun(Demo demo, DemoSettings settings, Terminal terminal) {
        this.demo = demo;
        this.settings = settings;
        this.terminal = terminal;
        this.serdes = AvroSerdes.using(demo.connection());
        this.feed = new OutcomeFeed(demo.connection(), serdes, ledger);
        this.progress = new Progress(terminal, "images");
    }

    /** Publishes the sample images that have not been published before. */
    void publish() {
        feed.catchUp();
        if (ledger.events() > 0) {
            progress.note("continuing with " + ledger.events() + " images and " + ledger.captions()
                    + " captions from before");
        }
        List<ImageEvent> unseen = SampleImages.of(settings.images(), SAMPLE_PREFIX).stream()
                .filter(event -> !ledger.knows(event.getId()))
                .toList();
        if (!unseen.isEmpty()) {
            publish(unseen);
        }
    }

    private void publish(List<ImageEvent> events) {
        try (EventPublisher publisher = new EventPublisher(demo.connection(), serdes);
                Progress publishing = new Progress(terminal, "published")) {
            EventPublisher.Publication publication =
                    publisher.publish(events.stream(), OptionalLong.of(events.size()), publishing);
            if (publication.failed() > 0) {
                throw CommandFailure.failed(publication.failed() + " sample images could not be published", "");
            }
            eventsExpected = ledger.events() + publication.acknowledged();
        }
    }

    /** Shows outcomes until told to stop. */
    void showUntil(BooleanSupplier stopped) {
        progress.note("");
        progress.note("Dashboard: " + demo.dashboard());
        progress.note(
                "More images: captionstream publish" + addresses() + " FILE... in another terminal. Stop: Ctrl-C");
        progress.note("");
        while (!stopped.getAsBoolean()) {
            poll();
        }
    }

    /**
     * Waits for all outcomes, then prints the ranking and writes the report.
     *
     * @throws CommandFailure where an event stays without outcome, or has it twice
     */
    void finish(int stallSeconds, Path report) {
        awaitOutcomes(Duration.ofSeconds(stallSeconds));
        progress.close();
        if (ledger.repeated() > 0) {
            throw CommandFailure.failed(
                    ledger.repeated() + " captions came twice for the same image, prompt and model",
                    "This is a defect: keep the data directory " + settings.data() + " and report it");
        }
        String model = ledger.latestModel()
                .orElseThrow(() -> CommandFailure.failed(
                        "No image was captioned; " + ledger.deadLetters() + " dead letters say why, see above", ""));
        PromptRanking ranking =
                FinalRanking.await(demo.connection(), serdes, model, ledger.completeImages(model), STATISTICS_PATIENCE);
        terminal.out().println();
        RankingTable.of(ranking, terminal).forEach(terminal.out()::println);
        terminal.out().println();
        Report.Written written = Report.write(demo.connection(), serdes, report, model, read -> {});
        terminal.out()
                .println(ledger.events() + " events, " + ledger.captions() + " captions, " + ledger.deadLetters()
                        + " dead letters, none lost, none twice");
        terminal.out().println("report: " + report + " (" + written.captions() + " rows in results.csv)");
    }

    @Override
    public void close() {
        progress.close();
        feed.close();
    }

    private void awaitOutcomes(Duration stall) {
        int settled = ledger.settled();
        long movedAt = System.nanoTime();
        while (ledger.settled() < Math.max(ledger.events(), eventsExpected)) {
            poll();
            if (ledger.settled() > settled) {
                settled = ledger.settled();
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > stall.toNanos()) {
                throw lost(stall);
            }
        }
    }

    private void poll() {
        feed.poll(this::show, this::show);
        progress.update(ledger.settled(), Math.max(ledger.events(), eventsExpected));
        demo.failure().ifPresent(reason -> {
            throw CommandFailure.failed("A service stopped: " + reason, "Start the demo again to continue");
        });
    }

    private void show(Caption caption) {
        progress.result(CaptionLine.of(caption, terminal));
    }

    private void show(DeadLetter letter) {
        progress.result(DeadLetterLine.of(letter, terminal));
    }

    private CommandFailure lost(Duration stall) {
        List<String> waiting = ledger.waiting();
        String names = String.join(", ", waiting.subList(0, Math.min(NAMED_AS_LOST, waiting.size())));
        return CommandFailure.failed(
                waiting.size() + " events have no outcome and none has come for " + stall.toSeconds() + " s: "
                        + SafeText.oneLine(names),
                "Run it again with --verbose to see why");
    }

    private String addresses() {
        boolean usual = settings.brokerPort() == ConnectionOptions.DEMO_BROKER_PORT
                && settings.registryPort() == ConnectionOptions.DEMO_REGISTRY_PORT;
        return usual
                ? ""
                : " --bootstrap-servers " + demo.connection().bootstrapServers() + " --registry "
                        + demo.connection().schemaRegistryUrl();
    }
}
