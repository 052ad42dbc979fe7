package captionstream.topology.intake;

import captionstream.topology.allocation.Allocation;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What intake accepts, and what it asks for.
 *
 * @param duplicateWindow for how long an image id that was accepted is not accepted again; at least a second
 * @param uriSchemes schemes of image URIs that the workers can read, in lower case
 * @param allocation which of the prompts in use an image gets
 */
public record IntakeSettings(Duration duplicateWindow, Set<String> uriSchemes, Allocation allocation) {
    public static final IntakeSettings DEFAULTS =
            new IntakeSettings(Duration.ofDays(7), Set.of("file", "http", "https", "data", "s3"), Allocation.UNIFORM);

    public IntakeSettings {
        if (duplicateWindow.compareTo(Duration.ofSeconds(1)) < 0
                || duplicateWindow.compareTo(Duration.ofDays(3660)) > 0) {
            throw new IllegalArgumentException(
                    "duplicate-window is " + duplicateWindow + ": it must be between 1 second and 3660 days");
        }
        if (uriSchemes.isEmpty()) {
            throw new IllegalArgumentException("uri-schemes is empty: no image could be accepted");
        }
        for (String scheme : uriSchemes) {
            if (!scheme.matches("[a-z][a-z0-9+.-]*") || !scheme.equals(scheme.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "uri-schemes has '" + scheme + "': a scheme is lower-case letters, digits, '+', '.' and '-'");
            }
        }
        uriSchemes = Set.copyOf(uriSchemes);
    }

    public IntakeSettings withDuplicateWindow(Duration window) {
        return new IntakeSettings(window, uriSchemes, allocation);
    }

    public IntakeSettings withAllocation(Allocation choice) {
        return new IntakeSettings(duplicateWindow, uriSchemes, choice);
    }

    /** In alphabetical order, for people. */
    String schemesForPeople() {
        return String.join(", ", new TreeSet<>(uriSchemes));
    }
}
