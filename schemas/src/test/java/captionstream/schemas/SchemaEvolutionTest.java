package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas against every one released: {@code src/test/resources/released/VERSION/RECORD.avsc}. A release adds
 * its folder with {@code mvn -pl schemas test -Dtest=SchemaEvolutionTest -Drelease.schemas=VERSION}; a folder once
 * released is never changed.
 */
class SchemaEvolutionTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Map<String, Schema> CURRENT = Arrays.stream(Topic.values())
            .map(Topic::schema)
            .collect(Collectors.toMap(Schema::getFullName, Function.identity()));

    @ParameterizedTest
    @MethodSource("released")
    void todaysServicesReadWhatEveryReleaseWroteAndTheReverse(Path file) throws IOException {
        Schema released = new Schema.Parser().parse(Files.readString(file));
        Schema current = CURRENT.get(released.getFullName());

        assertThat(current)
                .as("%s was released in %s: a record cannot be dropped", released.getFullName(), file)
                .isNotNull();
        assertThat(problems(current, released))
                .as("today's %s cannot read what was written with %s", released.getName(), file)
                .isEmpty();
        assertThat(problems(released, current))
                .as("services of %s cannot read today's %s", file, released.getName())
                .isEmpty();
    }

    @Test
    void theFirstReleaseHasEveryTopicsRecord() {
        assertThat(released().map(file -> file.getFileName().toString()))
                .contains(Arrays.stream(Topic.values())
                        .map(topic -> topic.schema().getName() + ".avsc")
                        .toArray(String[]::new));
    }

    @Test
    void theCheckFindsAFieldWithoutADefaultAndAChangedType() {
        Schema before = SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
        Schema added = SchemaBuilder.record("R")
                .fields()
                .requiredInt("a")
                .requiredInt("b")
                .endRecord();
        Schema changed = SchemaBuilder.record("R").fields().requiredString("a").endRecord();

        assertThat(problems(added, before)).singleElement().asString().contains("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(problems(before, added)).isEmpty();
        assertThat(problems(changed, before)).singleElement().asString().contains("TYPE_MISMATCH");
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyRecordAndFieldSaysWhatItIs(Topic topic) {
        List<String> undocumented = new ArrayList<>();
        findUndocumented(topic.schema(), undocumented, new LinkedHashSet<>());

        assertThat(undocumented).as("without a doc").isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "release.schemas",
            matches = ".+",
            disabledReason =
                    "It tests nothing: it writes the schemas of a release, for -Drelease.schemas=VERSION alone")
    void writesTheFolderOfARelease() throws IOException {
        Path folder = RELEASED.resolve(System.getProperty("release.schemas"));
        Files.createDirectory(folder);
        for (Schema schema : CURRENT.values()) {
            String withoutJavaMarks = schema.toString(true)
                    .replaceAll("\\{\\s*\"type\" : \"string\",\\s*\"avro.java.string\" : \"String\"\\s*}", "\"string\"")
                    .replaceAll(",\\s*\"avro.java.string\" : \"String\"", "");
            Files.writeString(folder.resolve(schema.getName() + ".avsc"), withoutJavaMarks + "\n");
        }
    }

    private static Stream<Path> released() {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException("Run this in the schemas module: " + e, e);
        }
    }

    private static List<String> problems(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }

    private static void findUndocumented(Schema schema, List<String> undocumented, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    noteIfBlank(schema.getDoc(), schema.getFullName(), undocumented);
                    for (Schema.Field field : schema.getFields()) {
                        noteIfBlank(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
                        findUndocumented(field.schema(), undocumented, seen);
                    }
                }
            }
            case ENUM -> noteIfBlank(schema.getDoc(), schema.getFullName(), undocumented);
            case ARRAY -> findUndocumented(schema.getElementType(), undocumented, seen);
            case MAP -> findUndocumented(schema.getValueType(), undocumented, seen);
            case UNION -> schema.getTypes().forEach(type -> findUndocumented(type, undocumented, seen));
            default -> {}
        }
    }

    private static void noteIfBlank(String doc, String name, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(name);
        }
    }
}
