package captionstream.endtoend;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Holds for classes whose package-info carries {@link NullMarked}. */
final class InNullMarkedPackage extends ArchCondition<JavaClass> {
    InNullMarkedPackage() {
        super("be in a package marked @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(
                type, marked, type.getFullName() + (marked ? " is" : " is not") + " in a @NullMarked package"));
    }
}
