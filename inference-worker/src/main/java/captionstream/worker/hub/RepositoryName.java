package captionstream.worker.hub;

import java.util.regex.Pattern;

/** A model repository on the hub, {@code owner/name}; a few old ones have no owner. */
public record RepositoryName(String value) {
    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?";
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "/)?" + PART);

    public RepositoryName {
        if (!NAME.matcher(value).matches() || value.contains("..") || value.contains("--")) {
            throw new IllegalArgumentException("'" + value
                    + "' is no repository of the hub: name one as the hub does, such as openai/clip-vit-base-patch16");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
