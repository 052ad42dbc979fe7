package captionstream.worker.checkpoint;

import captionstream.worker.checkpoint.Pickled.Dict;
import captionstream.worker.checkpoint.Pickled.None;
import captionstream.worker.checkpoint.Pickled.Tuple;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickle of a state dictionary, protocol 2 (Python's {@code pickletools.py} defines the opcodes). Objects
 * are made of a few fixed kinds; no name in the pickle is ever looked up outside {@link Global}.
 */
final class StateDictPickle {
    private static final int PROTOCOL = 2;
    private static final int MAX_STRING = 1000;

    private final ByteBuffer in;
    private final PickleStack stack = new PickleStack();

    private StateDictPickle(ByteBuffer in) {
        this.in = in;
    }

    static Map<String, StoredTensor> read(byte[] pickle) throws CheckpointException {
        StateDictPickle reader = new StateDictPickle(ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN));
        try {
            return tensors(reader.run());
        } catch (BufferUnderflowException e) {
            throw new CheckpointException("has a pickle that ends early");
        } catch (CheckpointException | IllegalArgumentException e) {
            throw new CheckpointException(e.getMessage() + " (at byte " + reader.in.position()
                    + " of its pickle, after the name \"" + reader.stack.lastName() + "\")");
        }
    }

    private static Map<String, StoredTensor> tensors(Object root) throws CheckpointException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry :
                Pickled.as(Dict.class, root).items().entrySet()) {
            if (!(entry.getValue() instanceof StoredTensor tensor)) {
                throw new CheckpointException("is no state dictionary: " + entry.getKey() + " is no tensor");
            }
            tensors.put(entry.getKey(), tensor);
        }
        return tensors;
    }

    private Object run() throws CheckpointException {
        for (int opcode; (opcode = in.get() & 0xff) != '.'; ) {
            step(opcode);
        }
        Object result = stack.pop();
        if (!stack.isEmpty() || in.hasRemaining()) {
            throw new CheckpointException("has a pickle that goes on after its end");
        }
        return result;
    }

    private void step(int opcode) throws CheckpointException {
        switch (opcode) {
            case 0x80 -> protocol(in.get());
            case '(' -> stack.mark();
            case ')' -> stack.push(new Tuple(List.of()));
            case 't' -> stack.push(new Tuple(stack.popToMark()));
            case 0x85, 0x86, 0x87 -> stack.push(new Tuple(stack.pop(opcode - 0x84)));
            case '}' -> stack.push(new Dict());
            case 'N' -> stack.push(None.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) (in.get() & 0xff));
            case 'M' -> stack.push((long) (in.getShort() & 0xffff));
            case 'J' -> stack.push((long) in.getInt());
            case 0x8a -> stack.push(longInteger(in.get() & 0xff));
            case 'X' -> stack.push(string(in.getInt()));
            case 'c' -> stack.push(Global.named(line(), line()));
            case 'q' -> stack.remember(in.get() & 0xff);
            case 'r' -> stack.remember(in.getInt());
            case 'h' -> stack.recall(in.get() & 0xff);
            case 'j' -> stack.recall(in.getInt());
            case 's' -> setItems(stack.pop(2));
            case 'u' -> setItems(stack.popToMark());
            case 'Q' -> stack.push(Storage.of(stack.pop()));
            case 'R' -> reduce(stack.pop());
            case 'b' -> ignoreAttributes(stack.pop());
            default ->
                throw new CheckpointException(
                        "has the opcode 0x" + Integer.toHexString(opcode) + ", which no state dictionary needs");
        }
    }

    private void reduce(Object arguments) throws CheckpointException {
        switch (Pickled.as(Global.class, stack.pop())) {
            case ORDERED_DICT -> {
                Pickled.tuple(arguments, 0);
                stack.push(new Dict());
            }
            case REBUILD_TENSOR -> stack.push(StoredTensor.of(arguments));
            case REBUILD_PARAMETER -> {
                List<Object> fields = Pickled.tuple(arguments, 3);
                StoredTensor.requireNoHooks(fields.get(2));
                stack.push(Pickled.as(StoredTensor.class, fields.get(0)));
            }
            default -> throw new CheckpointException("calls a storage type");
        }
    }

    private void setItems(List<Object> items) throws CheckpointException {
        Dict dict = Pickled.as(Dict.class, stack.peek());
        if (items.size() % 2 != 0) {
            throw new CheckpointException("has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(items.get(i), items.get(i + 1));
        }
    }

    /** A state dictionary carries {@code _metadata}, versions of its modules: of no use here. */
    private void ignoreAttributes(Object attributes) throws CheckpointException {
        Pickled.as(Dict.class, attributes);
        Pickled.as(Dict.class, stack.peek());
    }

    private void protocol(int version) throws CheckpointException {
        if (version != PROTOCOL || in.position() != 2) {
            throw new CheckpointException("has a pickle of protocol " + version + ", not " + PROTOCOL);
        }
    }

    private long longInteger(int size) throws CheckpointException {
        if (size > Long.BYTES) {
            throw new CheckpointException("has an integer of " + size + " bytes");
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            long part = i == size - 1 ? in.get() : in.get() & 0xff;
            value |= part << (8 * i);
        }
        return value;
    }

    private String string(int size) throws CheckpointException {
        if (size < 0 || size > MAX_STRING) {
            throw new CheckpointException("has a string of " + Integer.toUnsignedString(size) + " bytes");
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws CheckpointException {
        StringBuilder line = new StringBuilder();
        for (char c; (c = (char) (in.get() & 0xff)) != '\n'; ) {
            if (line.append(c).length() > MAX_STRING) {
                throw new CheckpointException("has a name without an end");
            }
        }
        return line.toString();
    }
}
