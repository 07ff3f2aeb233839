/* A program that calls the C library's getsockopt on a descriptor of the loaded library, and on one of the kernel. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    void *table[33] = {0};
    unsigned char info[512];
    int type = 0;
    socklen_t length = sizeof info;
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE | RTLD_DEEPBIND);
    void (*init)(const char *, void **) = library ? dlsym(library, "packetdrill_interface_init") : 0;
    if (argc != 3 || !init) return printf("%s\n", dlerror()), 1;
    init(argv[2], table);

    int (*open_socket)(void *, int, int, int) = table[2];
    int ours = open_socket(table[0], AF_INET, SOCK_STREAM, 0), theirs = socket(AF_INET, SOCK_DGRAM, 0), result;
    result = getsockopt(ours, 6, 11, info, &length);
    printf("ours %d, length %u, state %u\n", result, length, info[0]);
    length = sizeof type;
    result = getsockopt(theirs, SOL_SOCKET, SO_TYPE, &type, &length);
    printf("theirs %d, type %d\n", result, type);
    close(theirs);
    result = getsockopt(theirs, SOL_SOCKET, SO_TYPE, &type, &length);
    printf("closed %d, bad descriptor %d\n", result, errno == EBADF);
    result = getsockopt(ours, 6, 9999, info, &length);
    printf("unknown %d, no such option %d\n", result, errno == ENOPROTOOPT);
    printf("close %d\n", close(ours));
    return 0;
}
