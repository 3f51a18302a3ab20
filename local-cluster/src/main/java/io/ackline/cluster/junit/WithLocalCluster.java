package io.ackline.cluster.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.ackline.cluster.LocalCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class the {@link LocalCluster} that all tests of this JVM share,
 * as a parameter of that type. A test that breaks it restores it.
 *
 * @see LocalClusterExtension#cluster()
 */
@Documented
@ExtendWith(LocalClusterExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithLocalCluster {

}
