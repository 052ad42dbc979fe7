package captionstream.cli.services;

import captionstream.cli.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The project's own folder, which the launcher names in {@code captionstream.home}, and what lies in it. */
public final class Checkout {
    private Checkout() {}

    public static Path images() {
        return home().resolve("demo/images");
    }

    /** Where a demo keeps its state unless told otherwise. */
    public static Path demoData() {
        return home().resolve(".captionstream/demo");
    }

    /**
     * @param chosen by the user; null for the model shipped with the project
     * @throws CommandFailure where there is no bundle
     */
    public static Path model(@Nullable Path chosen) {
        Path model = chosen == null ? home().resolve("demo/model") : chosen;
        if (!Files.isRegularFile(model.resolve("bundle.json"))) {
            throw CommandFailure.environment(
                    "There is no model bundle at " + model + ": it has no bundle.json",
                    "Name one with --model, or make one with 'captionstream models random'");
        }
        return model;
    }

    private static Path home() {
        return Path.of(System.getProperty("captionstream.home", "")).toAbsolutePath();
    }
}
