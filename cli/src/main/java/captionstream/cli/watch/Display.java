package captionstream.cli.watch;

import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where watched records appear.
 *
 * @param <T> the records
 */
interface Display<T> {
    void show(T record);

    /** Comes after records that arrived together. */
    default void settle() {}

    /** Says something beside the records. */
    void note(String line);

    /** One JSON object a line. */
    static <T extends SpecificRecord> Display<T> json(Terminal terminal) {
        return lines((record, to) -> List.of(AvroJson.line(record)), terminal);
    }

    /** Lines for people, one record below the other. */
    static <T> Display<T> lines(BiFunction<T, Terminal, List<String>> lines, Terminal terminal) {
        return new Display<>() {
            @Override
            public void show(T record) {
                lines.apply(record, terminal).forEach(terminal.out()::println);
            }

            @Override
            public void note(String line) {
                terminal.err().println(line);
            }
        };
    }
}
