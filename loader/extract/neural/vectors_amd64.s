#include "textflag.h"

// func addVectors(s *Sum, rows []row, inputs []int32) bool
//
// As in add: Y0 and Y1 are the sums of words as they stand, Y2 and Y3 those of odd bytes.
TEXT ·addVectors(SB), NOSPLIT, $0-57
	MOVQ  s+0(FP), DI
	MOVQ  rows_base+8(FP), SI
	MOVQ  rows_len+16(FP), DX
	MOVQ  inputs_base+32(FP), BX
	MOVQ  inputs_len+40(FP), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	TESTQ $1, CX
	JZ    pairs

	MOVL    (BX), R8
	CMPQ    R8, DX
	JAE     outside
	SHLQ    $6, R8
	VMOVDQU (SI)(R8*1), Y0
	VMOVDQU 32(SI)(R8*1), Y1
	VPSRLW  $8, Y0, Y2
	VPSRLW  $8, Y1, Y3
	ADDQ    $4, BX

pairs:
	SHRQ $1, CX
	JZ   store

loop:
	MOVL    (BX), R8
	MOVL    4(BX), R9
	CMPQ    R8, DX
	JAE     outside
	CMPQ    R9, DX
	JAE     outside
	SHLQ    $6, R8
	SHLQ    $6, R9
	VMOVDQU (SI)(R8*1), Y4
	VMOVDQU 32(SI)(R8*1), Y5
	VPADDB  (SI)(R9*1), Y4, Y4
	VPADDB  32(SI)(R9*1), Y5, Y5
	VPADDW  Y4, Y0, Y0
	VPADDW  Y5, Y1, Y1
	VPSRLW  $8, Y4, Y4
	VPSRLW  $8, Y5, Y5
	VPADDW  Y4, Y2, Y2
	VPADDW  Y5, Y3, Y3
	ADDQ    $8, BX
	DECQ    CX
	JNZ     loop

store:
	VPSLLW     $8, Y2, Y4
	VPSLLW     $8, Y3, Y5
	VPSUBW     Y4, Y0, Y0
	VPSUBW     Y5, Y1, Y1
	VPADDW     (DI), Y0, Y0
	VPADDW     32(DI), Y1, Y1
	VPADDW     64(DI), Y2, Y2
	VPADDW     96(DI), Y3, Y3
	VMOVDQU    Y0, (DI)
	VMOVDQU    Y1, 32(DI)
	VMOVDQU    Y2, 64(DI)
	VMOVDQU    Y3, 96(DI)
	VZEROUPPER
	MOVB       $1, ret+56(FP)
	RET

outside:
	VZEROUPPER
	MOVB $0, ret+56(FP)
	RET

// func scoreVectors(s *Sum, out []weights, bias []int32, classes uint64, score *[MaxClasses]int32)
//
// Y0 to Y3 are the hidden layer.
TEXT ·scoreVectors(SB), NOSPLIT, $0-72
	MOVQ s+0(FP), DI
	MOVQ out_base+8(FP), SI
	MOVQ bias_base+32(FP), BX
	MOVQ classes+56(FP), CX
	MOVQ score+64(FP), DX

	MOVQ         128(DI), AX // rows
	SHLQ         $6, AX      // times bias
	VMOVD        AX, X4
	VPBROADCASTW X4, Y4
	VPXOR        Y5, Y5, Y5
	VMOVDQU      (DI), Y0
	VMOVDQU      32(DI), Y1
	VMOVDQU      64(DI), Y2
	VMOVDQU      96(DI), Y3
	VPSUBW       Y4, Y0, Y0
	VPSUBW       Y4, Y1, Y1
	VPSUBW       Y4, Y2, Y2
	VPSUBW       Y4, Y3, Y3
	VPMAXSW      Y5, Y0, Y0
	VPMAXSW      Y5, Y1, Y1
	VPMAXSW      Y5, Y2, Y2
	VPMAXSW      Y5, Y3, Y3
	TESTQ        CX, CX
	JZ           done

class:
	BSFQ         CX, R8
	MOVQ         R8, R9
	SHLQ         $7, R9
	VPMADDWD     (SI)(R9*1), Y0, Y4
	VPMADDWD     32(SI)(R9*1), Y1, Y5
	VPMADDWD     64(SI)(R9*1), Y2, Y6
	VPMADDWD     96(SI)(R9*1), Y3, Y7
	VPADDD       Y5, Y4, Y4
	VPADDD       Y7, Y6, Y6
	VPADDD       Y6, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD       X5, X4, X4
	VPSHUFD      $0x4E, X4, X5
	VPADDD       X5, X4, X4
	VPSHUFD      $0xB1, X4, X5
	VPADDD       X5, X4, X4
	VMOVD        X4, R10
	SARL         $12, R10    // scoreShift
	ADDL         (BX)(R8*4), R10
	MOVL         R10, (DX)(R8*4)
	LEAQ         -1(CX), R11
	ANDQ         R11, CX
	JNZ          class

done:
	VZEROUPPER
	RET
