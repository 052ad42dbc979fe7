package captionstream.cli.replay;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.console.TimeSpanOptions;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.watch.DeadLetterLine;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = "Publish dead letters again, each once, to the topic they came from.",
        footer = {
            "",
            "For when the cause is mended: a server is back, an option raised, an image in its place. The record is",
            "published as it was, under the same id. A dead letter is replayed once, however often this runs and",
            "wherever it is killed; if its record fails again, a new dead letter says so and counts the attempts.",
            "Left alone are dead letters of images that have captions by now, or a later dead letter.",
            "",
            "Examples:",
            "  captionstream replay --dry-run",
            "  captionstream replay --reason image_not_found,fetch_failed --since 2h",
            "  captionstream replay --id cat-5a0f3e9d1b2c"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 10;

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(
            names = "--reason",
            split = ",",
            paramLabel = "CODE",
            converter = ReasonCode.class,
            description = "Dead letters of this reason, as docs/dead-letters.md lists them; may be repeated.")
    private Set<DeadLetterReason> reasons = Set.of();

    @Option(names = "--id", paramLabel = "ID", description = "Dead letters of this image; may be repeated.")
    private Set<String> imageIds = Set.of();

    @Mixin
    private final TimeSpanOptions times = new TimeSpanOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Replay the N oldest at most.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--dry-run", description = "Only say what would be replayed.")
    private boolean dryRun;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KafkaConnection connection = connectionOptions.connection();
        Selection selection = new Selection(reasons, imageIds, Set.of(), times.span());
        for (Topic topic : Replay.TOPICS) {
            Cluster.require(connection, topic);
        }
        try (Progress progress = new Progress(terminal, "records read")) {
            Replay replay = new Replay(connection, selection, limit, read -> progress.update(read, -1));
            if (dryRun) {
                ReplayPlan plan = replay.plan(letter -> progress.result(DeadLetterLine.of(letter, terminal)));
                summarise("would be replayed", plan, progress);
            } else {
                summarise("replayed", perform(replay), progress);
            }
        }
        return ExitCode.OK;
    }

    private static ReplayPlan perform(Replay replay) {
        try {
            return replay.perform();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw CommandFailure.failed(
                            "Another replay has begun and taken the place of this one",
                            "Nothing is replayed twice: let the other end, then run this again")
                    .causedBy(e);
        }
    }

    private void summarise(String what, ReplayPlan plan, Progress progress) {
        progress.result(what + ": " + plan.chosen().size());
        if (plan.overLimit() > 0) {
            progress.result("over --limit: " + plan.overLimit());
        }
        plan.skipped().forEach((why, candidates) -> {
            progress.result("skipped: " + candidates.size() + " " + why.meaning());
            if (why == Skipped.WITHOUT_ORIGINAL) {
                candidates.stream().limit(MOST_NAMED).forEach(candidate -> progress.note(name(candidate)));
            }
        });
    }

    private static String name(Candidate candidate) {
        String image = candidate.imageId() == null ? "" : "  " + candidate.imageId();
        return SafeText.oneLine("  " + candidate.position() + image);
    }
}
