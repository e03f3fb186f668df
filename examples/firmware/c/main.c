/* A model follows a sensor that drifts, in C on a Cortex-M4F: loads the exported blob, observes, predicts, saves, is reset, restores.
   Prints a hash of every prediction and ends with status 0 if the error is back under its bound. */
#include "ngd_adapt.h"

/* The exported model, as it is. */
__asm__(".section .rodata\n"
        ".balign 4\n"
        ".global model_begin\nmodel_begin:\n.incbin \"model.ngd\"\n"
        ".global model_end\nmodel_end:\n"
        ".text\n");
extern const uint8_t model_begin[], model_end[];

static _Alignas(8) uint8_t memory[11264];
static uint8_t saved[10240];

/* Inputs between -1.5 and 1.5 in small steps, by additions and multiplications only. */
static uint32_t random_state = 1;
static float uniform(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (float)(random_state >> 8) * (1.0f / 16777216.0f);
}

static uint64_t hash = 0xcbf29ce484222325u;
static void add(float number)
{
    union { float number; uint8_t bytes[4]; } word = { number };
    for (int i = 0; i < 4; i++) {
        hash = (hash ^ word.bytes[i]) * 0x100000001b3u;
    }
}

static void print(const char *text)
{
    register int operation __asm__("r0") = 4;
    register const char *argument __asm__("r1") = text;
    __asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
}

static _Noreturn void leave(int status)
{
    const uint32_t block[2] = { 0x20026, (uint32_t)status };
    register int operation __asm__("r0") = 0x20;
    register const uint32_t *argument __asm__("r1") = block;
    __asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
    for (;;) {
    }
}

static void print_hash(void)
{
    char text[18];
    for (int i = 0; i < 16; i++) {
        text[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 15];
    }
    text[16] = '\n';
    text[17] = 0;
    print(text);
}

static void require(ngd_status status)
{
    if (status != NGD_STATUS_OK) {
        print(ngd_message(status));
        print("\n");
        leave(2);
    }
}

int main(void)
{
    const size_t model_bytes = (size_t)(model_end - model_begin);
    ngd_sensor sensor = { .noise = 0.05f, .output_limits = { -8, 8 }, .stuck = 3 };
    for (int i = 0; i < NGD_INPUTS; i++) {
        sensor.input_limits[i][0] = -4;
        sensor.input_limits[i][1] = 4;
    }
    if (ngd_adapter_bytes(model_begin, model_bytes) > sizeof memory) {
        leave(3);
    }
    require(ngd_begin(memory, sizeof memory, model_begin, model_bytes, &sensor));
    float x[NGD_INPUTS] = { 0 }, squares = 0;
    for (int number = 0; number < 2000; number++) {
        if (number == 1000) {
            /* A reset: saved, forgotten, restored. */
            require(ngd_save(memory, saved, sizeof saved));
            for (size_t i = 0; i < sizeof memory; i++) {
                memory[i] = 0;
            }
            require(ngd_begin(memory, sizeof memory, model_begin, model_bytes, &sensor));
            require(ngd_restore(memory, saved, sizeof saved));
        }
        for (int i = 0; i < NGD_INPUTS; i++) {
            x[i] = 0.9f * x[i] + 0.6f * (uniform() - 0.5f);
        }
        const float drift = 1 + 0.0002f * (float)number;
        const float truth = drift * (0.8f * x[0] + 0.5f * x[1] * x[2] - 0.3f * x[3]);
        const float reading = truth + 0.1f * (uniform() - 0.5f);
        ngd_prediction prediction;
        ngd_outcome outcome;
        require(ngd_predict(memory, x, &prediction));
        require(ngd_observe(memory, x, reading, &outcome));
        add(prediction.value);
        add(prediction.deviation);
        add(outcome.innovation);
        if (number >= 1500) {
            squares += (prediction.value - truth) * (prediction.value - truth);
        }
    }
    print_hash();
    /* 0.05 of a reading whose deviation is about 0.4. */
    leave(squares < 500 * 0.05f * 0.05f ? 0 : 1);
}

/* What comes before main: the table of vectors, statics. */
extern uint32_t stack_top, data_begin, data_end, data_source, bss_begin, bss_end;

static _Noreturn void reset(void)
{
    *(volatile uint32_t *)0xe000ed88 |= 0xfu << 20; /* the floating-point unit */
    __asm__ volatile("dsb\nisb");
    for (uint32_t *to = &data_begin, *from = &data_source; to < &data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = &bss_begin; to < &bss_end;) {
        *to++ = 0;
    }
    main();
    for (;;) {
    }
}

static _Noreturn void fault(void)
{
    leave(101);
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    &stack_top, (void *)reset, (void *)fault, (void *)fault, (void *)fault, (void *)fault, (void *)fault,
};
