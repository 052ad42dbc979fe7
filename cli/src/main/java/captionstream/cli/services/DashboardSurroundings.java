package captionstream.cli.services;

import captionstream.cli.replay.ChosenReplays;
import captionstream.dashboard.Surroundings;
import captionstream.schemas.KafkaConnection;
import captionstream.topology.intake.PromptSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings together the dashboard and what it needs of the other services. */
public final class DashboardSurroundings {
    private DashboardSurroundings() {}

    public static Surroundings of(KafkaConnection connection, FetchedThumbnails thumbnails) {
        return new Surroundings(thumbnails, new HeaderCheck(), new ChosenReplays(connection), PromptSets.PAPER);
    }

    /** A folder for uploads, made if need be, so that a fetch policy may allow it. */
    public static Path folder(Path uploads) {
        try {
            return Files.createDirectories(uploads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
