package captionstream.cli.demo;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptRanking;
import captionstream.cli.audit.Audit;
import captionstream.cli.audit.Groups;
import captionstream.cli.audit.Outcome;
import captionstream.cli.audit.Tally;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.publish.TopicPublisher;
import captionstream.cli.report.Coverage;
import captionstream.cli.report.Report;
import captionstream.cli.report.TopicSource;
import captionstream.cli.source.SampleImages;
import captionstream.cli.watch.CaptionLine;
import captionstream.cli.watch.DeadLetterLine;
import captionstream.cli.watch.RankingTable;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** What a person sees of a demo: images published, captions as they come, and in the end the ranking and the report. */
final class DemoRun implements AutoCloseable {
    private static final String SAMPLE_PREFIX = "demo/";
    private static final Duration STATISTICS_PATIENCE = Duration.ofSeconds(60);

    private final Demo demo;
    private final DemoSettings settings;
    private final Terminal terminal;
    private final AvroSerdes serdes;
    private final Seen seen = new Seen();
    private final Audit audit;
    private final Progress progress;
    private Tally tally;
    private long tallied = System.nanoTime();
    private long eventsExpected;

    DemoRun(Demo demo, DemoSettings settings, Terminal terminal) {
        this.demo = demo;
        this.settings = settings;
        this.terminal = terminal;
        this.serdes = AvroSerdes.using(demo.connection());
        this.progress = new Progress(terminal, "images");
        this.audit = Audit.ofEventsAsTheyCome(demo.connection(), serdes, Groups.DEFAULTS, seen);
        this.tally = audit.tally();
    }

    /** Publishes the sample images that have not been published before. */
    void publish() {
        catchUp();
        if (tally.events() > 0) {
            progress.note(
                    "continuing with " + tally.events() + " images and " + tally.captions() + " captions from before");
        }
        List<ImageEvent> unseen = SampleImages.of(settings.images(), SAMPLE_PREFIX).stream()
                .filter(event -> !seen.knows(event.getId()))
                .toList();
        if (!unseen.isEmpty()) {
            publish(unseen);
        }
    }

    private void catchUp() {
        while (!audit.advance()) {
            stopIfAServiceHas();
        }
        tally = audit.tally();
        seen.show(this::show, this::show);
    }

    private void publish(List<ImageEvent> events) {
        try (TopicPublisher<ImageEvent> publisher = TopicPublisher.events(demo.connection(), serdes);
                Progress publishing = new Progress(terminal, "published")) {
            TopicPublisher.Publication publication =
                    publisher.publish(events.stream(), OptionalLong.of(events.size()), publishing);
            if (publication.failed() > 0) {
                throw CommandFailure.failed(publication.failed() + " sample images could not be published", "");
            }
            eventsExpected = tally.events() + publication.acknowledged();
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
        if (tally.hasFaults()) {
            throw CommandFailure.failed(
                    "Not every image was captioned once: " + tally.faultsForPeople(),
                    "This is a defect: keep the data directory " + settings.data() + ", start the demo on it and run"
                            + " 'captionstream audit', and report what it says");
        }
        String model = seen.latestModel()
                .orElseThrow(() -> CommandFailure.failed(
                        "No image was captioned; " + tally.deadLetters() + " dead letters say why, see above", ""));
        PromptRanking ranking =
                FinalRanking.await(demo.connection(), serdes, model, audit.completeImages(model), STATISTICS_PATIENCE);
        terminal.out().println();
        RankingTable.of(ranking, terminal).forEach(terminal.out()::println);
        terminal.out().println();
        Report.Written written = Report.write(
                new TopicSource(demo.connection(), serdes),
                Coverage.ofModel(model),
                report,
                StatisticsSettings.DEFAULTS.compatibilityCentre(),
                read -> {});
        terminal.out()
                .println(tally.events() + " events, " + tally.captions() + " captions, " + tally.deadLetters()
                        + " dead letters, none lost, none twice");
        terminal.out()
                .println("report: " + report.resolve(Report.PAGE) + " and " + (written.files() - 1)
                        + " files beside it");
    }

    @Override
    public void close() {
        progress.close();
        audit.close();
    }

    private void awaitOutcomes(Duration stall) {
        long settled = settled();
        long movedAt = System.nanoTime();
        while (settled() < Math.max(tally.events(), eventsExpected) && !tally.hasFaults()) {
            poll();
            if (settled() > settled) {
                settled = settled();
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > stall.toNanos()) {
                throw stalled(stall);
            }
        }
    }

    private void poll() {
        if (audit.advance()) {
            tally = audit.tally();
            tallied = System.nanoTime();
        }
        progress.update(settled(), Math.max(tally.events(), eventsExpected));
        stopIfAServiceHas();
    }

    private long settled() {
        return tally.events() - tally.count(Outcome.IN_FLIGHT);
    }

    private void stopIfAServiceHas() {
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

    private CommandFailure stalled(Duration stall) {
        boolean cannotRead = System.nanoTime() - tallied > stall.toNanos();
        Optional<CommandFailure> obstacle = cannotRead ? audit.obstacle() : Optional.empty();
        return obstacle.orElseGet(() -> noOutcomes(stall));
    }

    private CommandFailure noOutcomes(Duration stall) {
        return CommandFailure.failed(
                tally.count(Outcome.IN_FLIGHT) + " images have no outcome and none has come for " + stall.toSeconds()
                        + " s: " + tally.examples(Outcome.IN_FLIGHT) + "; " + demo.status(),
                "Start the demo again to continue, with --verbose to see more");
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
