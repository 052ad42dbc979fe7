package captionstream.cli.console;

/** The few colours in use, as ANSI sequences. */
public enum Paint {
    STRONG("\u001b[1m"),
    FAINT("\u001b[2m"),
    GOOD("\u001b[32m"),
    BAD("\u001b[31m");

    static final String RESET = "\u001b[0m";

    private final String sequence;

    Paint(String sequence) {
        this.sequence = sequence;
    }

    String sequence() {
        return sequence;
    }
}
