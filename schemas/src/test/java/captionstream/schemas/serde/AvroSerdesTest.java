package captionstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.registry.SchemaRegistry;
import captionstream.schemas.registry.SchemaRegistryUnavailableException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdesTest {
    private static final PromptSet PROMPTS = new PromptSet("p", 1, List.of("a"), Instant.ofEpochMilli(1));

    /**
     * Schema id 1, then by the Avro specification: "p", 1, [minus one item, two bytes: "a"], end, 1; lengths and numbers
     * zigzagged.
     */
    private static final byte[] PROMPTS_BYTES = {0, 0, 0, 0, 1, 2, 'p', 2, 1, 4, 2, 'a', 0, 2};

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerdes serdes = AvroSerdes.using(registry);
    private final Serializer<PromptSet> serializer = serdes.serializer(PromptSet.class);
    private final Deserializer<PromptSet> deserializer = serdes.deserializer(PromptSet.class);

    @Test
    void writesConfluentsWireFormatByteForByte() {
        assertThat(serializer.serialize("prompt-sets", PROMPTS)).containsExactly(PROMPTS_BYTES);
    }

    @Test
    void readsBackEveryFieldOfAnEvent() {
        ImageEvent event = ImageEvent.newBuilder()
                .setId("größe-猫")
                .setUri("file:/a.png")
                .setSha256(null)
                .setPrompts(List.of("", "a photo of"))
                .setReferences(List.of("one", "two"))
                .setAttributes(Map.of("k", "v"))
                .setTime(Instant.ofEpochMilli(1_700_000_000_123L))
                .build();

        byte[] bytes = serdes.serializer(ImageEvent.class).serialize("image-events", event);

        assertThat(serdes.deserializer(ImageEvent.class).deserialize("image-events", bytes))
                .isEqualTo(event);
    }

    @Test
    void passesTombstonesThrough() {
        assertThat(serializer.serialize("t", null)).isNull();
        assertThat(deserializer.deserialize("t", null)).isNull();
    }

    @Test
    void readsARecordWrittenWithAnOlderSchema() {
        Schema older = SchemaBuilder.record("ImageEvent")
                .namespace("captionstream")
                .fields()
                .requiredString("id")
                .requiredString("uri")
                .requiredLong("time")
                .requiredString("since_removed")
                .endRecord();
        int id = registry.register("image-events-value", older);
        byte[] written = {0, 0, 0, 0, (byte) id, 2, 'i', 2, 'u', 2, 2, 'x'};

        ImageEvent read = serdes.deserializer(ImageEvent.class).deserialize("image-events", written);

        assertThat(read.getId()).isEqualTo("i");
        assertThat(read.getTime()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(read.getReferences()).isEmpty();
        assertThat(read.getPrompts()).isNull();
    }

    @Test
    void findsTheRecordClassByTheSchemaWhenKafkaMadeTheDeserializer() {
        byte[] written = serializer.serialize("prompt-sets", PROMPTS);
        AvroDeserializer<PromptSet> untyped = new AvroDeserializer<>(registry, null, Set.of());

        assertThat(untyped.deserialize("prompt-sets", written)).isEqualTo(PROMPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.ProcessBuilder", "captionstream.schemas.Topic", "captionstream.NoSuchRecord"})
    void createsNoClassThatIsNotARecordOfOurs(String name) {
        int id =
                registry.register("t-value", SchemaBuilder.record(name).fields().endRecord());
        AvroDeserializer<PromptSet> untyped = new AvroDeserializer<>(registry, null, Set.of());

        assertUndecodable(untyped, new byte[] {0, 0, 0, 0, (byte) id});
    }

    @Test
    void refusesEveryTruncationAndEveryTrailingByte() {
        serializer.serialize("prompt-sets", PROMPTS);

        for (int length = 0; length < PROMPTS_BYTES.length; length++) {
            assertUndecodable(deserializer, Arrays.copyOf(PROMPTS_BYTES, length));
        }
        assertUndecodable(deserializer, Arrays.copyOf(PROMPTS_BYTES, PROMPTS_BYTES.length + 1));
    }

    @Test
    void refusesAnotherMagicByteAndAnUnknownId() {
        assertUndecodable(deserializer, new byte[] {1, 0, 0, 0, 1, 0});
        assertUndecodable(deserializer, new byte[] {0, 0, 0, 9, 9, 0});
        assertUndecodable(deserializer, new byte[] {0, -1, -1, -1, -1, 0});
    }

    @Test
    void refusesARecordOfAnotherType() {
        DeadLetter letter = new DeadLetter(
                null, null, "t", 0, 0L, null, ByteBuffer.wrap(new byte[3]), "intake", "x", "m", 1, Instant.EPOCH);
        byte[] bytes = serdes.serializer(DeadLetter.class).serialize("dead-letters", letter);

        assertUndecodable(deserializer, bytes);
    }

    @Test
    void refusesAbsurdLengthsWithoutTakingTheMemory() {
        serializer.serialize("prompt-sets", PROMPTS);
        byte[] maxInt = {(byte) 0xfe, -1, -1, -1, 0x0f};
        byte[] billions = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 0x07};
        byte[] negative = {1};

        for (byte[] length : List.of(maxInt, billions, negative)) {
            assertUndecodable(deserializer, concat(new byte[] {0, 0, 0, 0, 1}, length, new byte[] {'p'}));
            assertUndecodable(deserializer, concat(new byte[] {0, 0, 0, 0, 1, 2, 'p', 2}, length, new byte[] {2, 'a'}));
        }
    }

    @Test
    void turnsAnyGarbageIntoASerializationException() {
        serializer.serialize("prompt-sets", PROMPTS);
        Random random = new Random(42);

        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[5 + random.nextInt(40)];
            random.nextBytes(garbage);
            System.arraycopy(PROMPTS_BYTES, 0, garbage, 0, 5);
            try {
                deserializer.deserialize("prompt-sets", garbage);
            } catch (SerializationException expected) {
                assertThat(expected).hasMessageStartingWith("Not Avro of schema id 1");
            }
        }
    }

    @Test
    void doesNotCallARecordUndecodableWhileTheRegistryIsAway() {
        SchemaRegistry away = new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                throw new SchemaRegistryUnavailableException("away", null);
            }

            @Override
            public Schema schema(int id) {
                throw new SchemaRegistryUnavailableException("away", null);
            }
        };

        assertThatThrownBy(() ->
                        AvroSerdes.using(away).deserializer(PromptSet.class).deserialize("t", PROMPTS_BYTES))
                .isInstanceOf(SchemaRegistryUnavailableException.class);
    }

    @Test
    void saysHowToBuildWithConfluentsSerializersWhereTheyAreMissing() {
        assertThatThrownBy(() -> AvroSerdes.using(choosing("confluent")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("captionstream.serializer is 'confluent', but"
                        + " io.confluent.kafka.serializers.KafkaAvroSerializer is not on the class path:"
                        + " build with the Maven profile confluent");
        assertThatThrownBy(() -> AvroSerdes.using(choosing("protobuf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("captionstream.serializer is 'protobuf': it must be own or confluent");
    }

    private static KafkaConnection choosing(String serializer) {
        return new KafkaConnection("b:1", URI.create("http://127.0.0.1:1"), Map.of(AvroSerdes.SERIALIZER, serializer));
    }

    private static void assertUndecodable(Deserializer<?> deserializer, byte[] bytes) {
        assertThatThrownBy(() -> deserializer.deserialize("t", bytes)).isInstanceOf(SerializationException.class);
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
