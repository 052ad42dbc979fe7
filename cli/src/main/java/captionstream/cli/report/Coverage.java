package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.console.CommandFailure;
import captionstream.topology.statistics.PaneCounts;
import captionstream.topology.statistics.Window;
import captionstream.topology.statistics.WindowLength;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a report covers.
 *
 * @param model fingerprint; null for the model of the latest caption
 * @param start of the window; null for the newest window of the length that has captions
 */
public record Coverage(
        @Nullable String model,
        WindowLength length,
        @Nullable Instant start) {
    public Coverage {
        if (start != null && length == WindowLength.ALL_TIME) {
            throw new IllegalArgumentException(
                    "window-start is " + start + ", but all time has no start: give a window");
        }
        if (start != null && (start.isBefore(Instant.EPOCH) || start.toEpochMilli() % length.hopMillis() != 0)) {
            throw new IllegalArgumentException("window-start is " + start + ", but windows of " + length.code()
                    + " begin at whole multiples of " + length.hopMillis() / 1000 + " s");
        }
    }

    /** All of a model's captions. */
    public static Coverage ofModel(String model) {
        return new Coverage(model, WindowLength.ALL_TIME, null);
    }

    /** @throws CommandFailure where there is nothing to report */
    Results of(Collection<Caption> captions, String place) {
        String chosen = model != null
                ? model
                : Results.latestModel(captions)
                        .orElseThrow(() ->
                                CommandFailure.environment("There are no captions " + place, "Publish images first"));
        Results results = Results.of(chosen, window(chosen, captions), captions);
        if (results.captions().isEmpty()) {
            String when = start == null ? "" : " in the " + length.code() + " from " + start + " on";
            throw CommandFailure.environment("There are no captions by model " + chosen + when, "");
        }
        return results;
    }

    private Window window(String chosen, Collection<Caption> captions) {
        return length == WindowLength.ALL_TIME
                ? Window.ALL_TIME
                : new Window(length, start == null ? newest(chosen, captions) : start.toEpochMilli());
    }

    /** The newest that the statistics topology publishes: it ends with the newest pane. */
    private long newest(String chosen, Collection<Caption> captions) {
        return captions.stream()
                .filter(caption -> caption.getModel().equals(chosen))
                .mapToLong(PaneCounts::eventTime)
                .max()
                .stream()
                .map(time -> length.pane(time).end() - length.millis())
                .findFirst()
                .orElse(0);
    }
}
