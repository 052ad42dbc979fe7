package captionstream.worker.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pickle computes with: a stack, marks on it, and a memo, all bounded. */
final class PickleStack {
    private static final int MAX_SIZE = 10_000;
    private static final int MAX_MARKS = 16;
    private static final int MAX_MEMO = 200_000;

    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    void push(Object value) throws CheckpointException {
        require(values.size() < MAX_SIZE, "is deeper than a state dictionary's");
        values.add(value);
    }

    Object pop() throws CheckpointException {
        require(values.size() > floor(), "has too few values");
        return values.remove(values.size() - 1);
    }

    Object peek() throws CheckpointException {
        require(values.size() > floor(), "has too few values");
        return values.get(values.size() - 1);
    }

    /** The last values in the order in which they were pushed. */
    List<Object> pop(int count) throws CheckpointException {
        require(values.size() - count >= floor(), "has too few values");
        return popFrom(values.size() - count);
    }

    void mark() throws CheckpointException {
        require(marks.size() < MAX_MARKS, "is deeper than a state dictionary's");
        marks.add(values.size());
    }

    List<Object> popToMark() throws CheckpointException {
        require(!marks.isEmpty(), "lacks a mark");
        return popFrom(marks.remove(marks.size() - 1));
    }

    void remember(int index) throws CheckpointException {
        memo.put(index, peek());
        require(memo.size() <= MAX_MEMO, "remembers more than a state dictionary's");
    }

    void recall(int index) throws CheckpointException {
        Object value = memo.get(index);
        if (value == null) {
            throw new CheckpointException("has a pickle that recalls what it never stored");
        }
        push(value);
    }

    /** The tensor being built, for error messages: its name waits on the stack; only storage ids lie above it. */
    String lastName() {
        for (int i = values.size() - 1; i >= 0; i--) {
            if (values.get(i) instanceof String name && !name.equals("storage")) {
                return name;
            }
        }
        return "";
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    }

    private List<Object> popFrom(int start) {
        List<Object> top = values.subList(start, values.size());
        List<Object> popped = List.copyOf(top);
        top.clear();
        return popped;
    }

    private static void require(boolean met, String problem) throws CheckpointException {
        if (!met) {
            throw new CheckpointException("has a pickle whose stack " + problem);
        }
    }
}
